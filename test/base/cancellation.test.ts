import { expect, test } from 'vitest';
import { type CancelSignal, Cancellation } from '../../src/base/cancellation.ts';

test.each([
  ['a cancellation', () => signalOf(new Cancellation())],
  ['an AbortController', () => signalOf(new AbortController())],
])('%s tells each listener once, in order, and no other that was removed', (_, make) => {
  const { signal, abort } = make();
  const told: string[] = [];
  const second = (): void => void told.push('second');
  signal.addEventListener('abort', () => told.push('first'), { once: true });
  signal.addEventListener('abort', second, { once: true });
  signal.addEventListener('abort', () => told.push('third'), { once: true });
  signal.removeEventListener('abort', second);
  expect([signal.aborted, signal.reason]).toEqual([false, undefined]);
  abort('enough');
  abort('too late');
  expect([signal.aborted, signal.reason]).toEqual([true, 'enough']);
  expect(told).toEqual(['first', 'third']);
  signal.addEventListener('abort', () => told.push('late'), { once: true });
  abort('again');
  expect(told).toEqual(['first', 'third']);
});

test('a listener that removes the next one is too late for this time, as in an Emitter', () => {
  const cancellation = new Cancellation();
  const told: string[] = [];
  const next = (): void => void told.push('next');
  cancellation.addEventListener('abort', () => cancellation.removeEventListener('abort', next));
  cancellation.addEventListener('abort', next);
  cancellation.abort();
  expect(told).toEqual(['next']);
});

function signalOf(one: Cancellation | AbortController): { signal: CancelSignal; abort: (reason: unknown) => void } {
  return { signal: one instanceof Cancellation ? one : one.signal, abort: (reason) => one.abort(reason) };
}
