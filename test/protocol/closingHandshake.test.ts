import { describe, expect, it } from 'vitest';
import { frameId, micros } from '../../src/base/branded.ts';
import {
  CLOSING_TABLE,
  ClosingProgress,
  type CloseFrame,
  type ClosingState,
} from '../../src/protocol/closingHandshake.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';

const close = (from: Endpoint, code: number | undefined, reason = ''): CloseFrame => ({
  from,
  frame: frameId(0),
  at: micros(0),
  code,
  reason,
});
const ended = (by: Endpoint, how: 'fin' | 'reset') => (progress: ClosingProgress) =>
  progress.streamEnded(by, how, micros(1));
const seen = (frame: CloseFrame) => (progress: ClosingProgress) => progress.closeSeen(frame);
function after(...steps: readonly ((progress: ClosingProgress) => void)[]): ClosingProgress {
  const progress = new ClosingProgress();
  for (const step of steps) step(progress);
  return progress;
}

describe('CLOSING_TABLE', () => {
  it('holds what the state names say: who asked, and whether a stream ended', () => {
    const meaning = (state: ClosingState) => ({
      client: /client|agreed/.test(state),
      server: /server|agreed/.test(state),
      ended: state.endsWith('ended'),
    });
    for (const [state, row] of Object.entries(CLOSING_TABLE) as [
      ClosingState,
      (typeof CLOSING_TABLE)[ClosingState],
    ][]) {
      expect(meaning(row['client-close'])).toEqual({ ...meaning(state), client: true });
      expect(meaning(row['server-close'])).toEqual({ ...meaning(state), server: true });
      expect(meaning(row['stream-end'])).toEqual({ ...meaning(state), ended: true });
    }
  });
});

describe('ClosingProgress', () => {
  it.each([
    ['nothing yet', [], 'open', { code: 1006, clean: false, first: undefined }],
    ['a stream that just ends', [ended('server', 'reset')], 'open-ended', { code: 1006, clean: false }],
    [
      'the client asking',
      [seen(close('client', 1000, 'a'))],
      'client-asked',
      { code: 1000, reason: 'a', clean: false },
    ],
    [
      'an answer with another code',
      [seen(close('client', 1000)), seen(close('server', 4001, 'bye'))],
      'agreed',
      { code: 4001, reason: 'bye', clean: true },
    ],
    [
      'the server asking, and the client answering after the FIN',
      [seen(close('server', 1001)), ended('server', 'fin'), seen(close('client', 1001)), ended('client', 'fin')],
      'agreed-ended',
      { code: 1001, clean: true, ended: { by: 'server', how: 'fin' } },
    ],
    [
      'a FIN instead of an answer',
      [seen(close('client', 1000)), ended('server', 'fin')],
      'client-asked-ended',
      { code: 1006, reason: '', clean: false },
    ],
    [
      'a Close without a code',
      [seen(close('server', undefined)), ended('client', 'fin')],
      'server-asked-ended',
      { code: 1005 },
    ],
    [
      'a second Close of the same endpoint',
      [seen(close('server', 1000)), seen(close('server', 1001))],
      'server-asked',
      { code: 1000, answer: undefined },
    ],
    [
      'a third Close',
      [seen(close('server', 1000)), seen(close('client', 1000)), seen(close('client', 1001))],
      'agreed',
      { answer: { code: 1000 } },
    ],
  ] as const)('tells %s', (_what, steps, state, expected) => {
    const progress = after(...steps);
    expect(progress.state).toBe(state);
    expect(progress.current()).toMatchObject(expected);
  });
});
