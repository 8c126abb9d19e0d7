import { expect, it } from 'vitest';
import { isTimed, isWaiting, timeOf } from '../../src/replay/pace.ts';
import type { Step } from '../../src/replay/sequence.ts';

const send: Step = { kind: 'send', payload: { as: 'text', text: 'x' }, at: 200 };
const timing = { kind: 'timing', factor: 0.5, ahead: false } as const;

it('does what the client does at its recorded time', () => {
  expect(timeOf(send, timing, 1_000)).toBe(1_100);
  expect(timeOf({ kind: 'expectClose', code: 1000, timeout: 1, at: 5 }, timing, 0)).toBeUndefined();
  expect(timeOf({ kind: 'wait', ms: 5 }, timing, 0)).toBeUndefined();
  expect(timeOf(send, { kind: 'reply' }, 0)).toBeUndefined();
});

it('knows which steps wait for the server', () => {
  expect(isWaiting(send)).toBe(false);
  expect(isWaiting({ kind: 'expectPong', timeout: 1 })).toBe(true);
});

it('knows whether anything has a time to be done at', () => {
  const { at: _at, ...untimed } = send;
  expect(isTimed([untimed, { kind: 'expectPong', timeout: 1, at: 5 }])).toBe(false);
  expect(isTimed([{ kind: 'repeat', times: 2, steps: [untimed, send] }])).toBe(true);
});
