import { expect, it } from 'vitest';
import { DisposableStore } from '../../src/base/disposable.ts';

it('disposes once, in reverse order, and late arrivals at once', () => {
  const log: string[] = [];
  const item = (name: string) => ({ dispose: () => void log.push(name) });
  const store = new DisposableStore();
  store.add(item('first'));
  store.add(item('second'));
  store.dispose();
  store.dispose();
  expect(log).toEqual(['second', 'first']);
  store.add(item('late'));
  expect(log).toEqual(['second', 'first', 'late']);
});
