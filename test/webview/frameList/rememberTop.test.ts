import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rememberTop } from '../../../webview/frameList/rememberTop.ts';
import { type PanelState, initialState } from '../../../webview/panelState.ts';
import { createStore } from '../../../webview/store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('where a list came to rest is kept, once for many moves, and forgotten when it follows the tail', () => {
  const store = createStore<PanelState>({ ...initialState, topFrame: { other: 3 } });
  let frame: number | undefined = 10;
  let asked = 0;
  const memory = rememberTop(store, () => {
    asked += 1;
    return { session: 'a', frame };
  });
  for (let i = 0; i < 50; i++) memory.moved();
  expect(store.get().topFrame).toEqual({ other: 3 });
  vi.runAllTimers();
  expect(asked).toBe(1);
  expect(store.get().topFrame).toEqual({ other: 3, a: 10 });
  frame = undefined;
  memory.moved();
  vi.runAllTimers();
  expect(store.get().topFrame).toEqual({ other: 3 });
});

test('what is not known changes nothing; what is left is kept at once', () => {
  const store = createStore<PanelState>({ ...initialState, topFrame: { a: 3 } });
  const known: { session: string; frame: number }[] = [];
  const memory = rememberTop(store, () => known.at(-1));
  memory.moved();
  vi.runAllTimers();
  expect(store.get().topFrame).toEqual({ a: 3 });
  known.push({ session: 'a', frame: 4 });
  memory.leave();
  expect(store.get().topFrame).toEqual({ a: 3 });
  memory.moved();
  memory.leave();
  expect(store.get().topFrame).toEqual({ a: 4 });
});
