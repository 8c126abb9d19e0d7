import { expect, test } from 'vitest';
import { createStore } from '../../webview/store.ts';

test('a watcher is called at once, and again only when its part is another', () => {
  const store = createStore({ a: 1, b: 1 });
  const seen: number[] = [];
  const watch = store.watch(
    (state) => state.a,
    (a) => seen.push(a),
  );
  store.update({ b: 2 });
  store.update({ a: 2 });
  store.update((state) => ({ a: state.a + 1 }));
  watch.dispose();
  store.update({ a: 9 });
  expect(seen).toEqual([1, 2, 3]);
  expect(store.get()).toEqual({ a: 9, b: 2 });
});

test('an update from inside a watcher reaches all watchers, and nobody sees an older state last', () => {
  const store = createStore({ a: 0, b: 0 });
  const seen: string[] = [];
  store.watch(
    (state) => state.a,
    (a) => {
      if (a === 1) store.update({ a: 2, b: 5 });
    },
  );
  store.watch(
    (state) => `${state.a} ${state.b}`,
    (both) => seen.push(both),
  );
  store.update({ a: 1 });
  expect(seen).toEqual(['0 0', '2 5']);
});
