import { expect, test } from 'vitest';
import type { StepResult } from '../../../src/replay/sequence.ts';
import { ended, started, stepState, stepped, stopped, withBreakpoint } from '../../../webview/replay/replayRun.ts';

const notice = {
  run: 'r',
  title: 'login',
  session: 's1',
  file: 'file:///login.wsseq.json',
  steps: [
    { kind: 'send', title: 'send a', depth: 0 },
    { kind: 'expect', title: 'expect b', depth: 0 },
    { kind: 'close', title: 'close', depth: 0 },
  ],
};
const result = (index: number, ok: boolean): StepResult => ({
  index,
  kind: 'send',
  ok,
  durationMs: 1,
  title: 't',
  skipped: [],
});
const states = (run: ReturnType<typeof started>): string[] => run.steps.map((_, i) => stepState(run, i));

test('steps run one after the other', () => {
  const begun = started(notice);
  expect(states(begun)).toEqual(['running', 'waiting', 'waiting']);
  const one = stepped(begun, { run: 'r', result: result(0, true) })!;
  expect(states(one)).toEqual(['passed', 'running', 'waiting']);
  const two = stepped(one, { run: 'r', result: result(1, false) });
  const over = ended(two, { run: 'r', ok: false, problem: 'Step 2 failed.' })!;
  expect(states(over)).toEqual(['passed', 'failed', 'not reached']);
  expect(over.ended).toEqual({ ok: false, problem: 'Step 2 failed.' });
});

test('notices of another run change nothing', () => {
  const begun = started(notice);
  expect(stepped(begun, { run: 'older', result: result(0, true) })).toBe(begun);
  expect(ended(begun, { run: 'older', ok: true })).toBe(begun);
  expect(stepped(undefined, { run: 'r', result: result(0, true) })).toBeUndefined();
});

test('a paused step waits, and the session of each step is kept', () => {
  const begun = started(notice);
  const one = stepped(begun, { run: 'r', result: result(0, true), session: 's2' });
  expect(one?.sessions).toEqual({ 0: 's2' });
  const paused = { index: 1, text: '{}', variables: {} };
  const held = stopped(one, { run: 'r', paused })!;
  expect(states(held)).toEqual(['passed', 'paused', 'waiting']);
  expect(states(stopped(held, { run: 'r', paused: undefined })!)).toEqual(['passed', 'running', 'waiting']);
  expect(stopped(held, { run: 'other', paused: undefined })).toBe(held);
  const differences = [{ kind: 'extra', reply: 0, text: 'x' }] as const;
  expect(ended(held, { run: 'r', ok: true, differences })).toMatchObject({
    paused: undefined,
    ended: { ok: true, differences },
  });
});

test('breakpoints stay from one run of a file to the next', () => {
  const first = withBreakpoint(withBreakpoint(started(notice), 1), 2);
  expect(started({ ...notice, run: 'next' }, first).breakpoints).toEqual([1, 2]);
  expect(started({ ...notice, file: 'file:///other.wsseq.json' }, first).breakpoints).toEqual([]);
  expect(withBreakpoint(first, 1).breakpoints).toEqual([2]);
});
