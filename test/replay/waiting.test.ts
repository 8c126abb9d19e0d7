import { expect, it } from 'vitest';
import { Emitter } from '../../src/base/emitter.ts';
import { waitFor } from '../../src/replay/waiting.ts';
import { ManualClock } from './fakes.ts';

function begin(ask: () => string | undefined, signal?: AbortSignal) {
  const clock = new ManualClock();
  const changed = new Emitter<undefined>();
  let listening = 0;
  const onChange = (listener: (value: undefined) => void) => {
    listening += 1;
    const subscription = changed.event(listener);
    return {
      dispose: () => {
        listening -= 1;
        subscription.dispose();
      },
    };
  };
  const waited = waitFor(ask, { clock, signal, timeout: 100, onChange });
  return { clock, changed, waited, left: () => listening + clock.pending };
}

it('is done at once when the answer is there', async () => {
  const { waited, left } = begin(() => 'x');
  expect(await waited).toEqual({ kind: 'done', value: 'x' });
  expect(left()).toBe(0);
});

it('asks again at every change', async () => {
  const answers: string[] = [];
  const { waited, changed, left } = begin(() => answers[0]);
  changed.fire(undefined);
  answers.push('x');
  changed.fire(undefined);
  expect(await waited).toEqual({ kind: 'done', value: 'x' });
  expect(left()).toBe(0);
});

it('ends with its time', async () => {
  const { waited, clock, left } = begin(() => undefined);
  await clock.advanceTo(100);
  expect(await waited).toEqual({ kind: 'timeout' });
  expect(left()).toBe(0);
});

it('ends when it is stopped, before and during', async () => {
  const controller = new AbortController();
  const { waited, left } = begin(() => undefined, controller.signal);
  controller.abort();
  expect(await waited).toEqual({ kind: 'aborted' });
  expect(left()).toBe(0);
  expect(await begin(() => 'x', controller.signal).waited).toEqual({ kind: 'aborted' });
});

it('passes on what the question throws, and listens no more', async () => {
  let broken = false;
  const { waited, changed, left } = begin(() => {
    if (broken) throw new Error('a bug');
    return undefined;
  });
  broken = true;
  changed.fire(undefined);
  await expect(waited).rejects.toThrow('a bug');
  expect(left()).toBe(0);
});
