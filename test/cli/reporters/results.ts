import type { FileResult } from '../../../src/cli/reporters/reporter.ts';
import type { StepResult } from '../../../src/replay/sequence.ts';

export const step = (index: number, more: Partial<StepResult> = {}): StepResult => ({
  index,
  kind: 'expect',
  ok: more.problem === undefined,
  durationMs: 12.4,
  title: `step "${index}" <&#>`,
  skipped: [],
  ...more,
});

export const failing = step(1, {
  problem: 'No message\ncame & \u0001\ud800',
  skipped: ['x'],
  expected: 'a',
  actual: 'b',
});

export const passed: FileResult = {
  file: 'a/login.wsseq.json',
  ok: true,
  durationMs: 1_500,
  attempts: 1,
  steps: [step(0), step(1, { round: [0, 2] })],
  lines: [4, 5],
};

export const failed: FileResult = {
  file: 'b#.wsseq.json',
  ok: false,
  durationMs: 250,
  attempts: 2,
  steps: [step(0), failing],
  lines: [4, 7],
  captures: ['runs/b.pcapng'],
};

export const unopened: FileResult = {
  file: 'c.wsseq.json',
  ok: false,
  durationMs: 5,
  attempts: 1,
  problem: 'Nothing listens',
  steps: [],
  lines: [],
};

/** What was written. */
export function writing(): { readonly write: (text: string) => Promise<void>; readonly text: () => string } {
  let all = '';
  return {
    write: (text) => {
      all += text;
      return Promise.resolve();
    },
    text: () => all,
  };
}
