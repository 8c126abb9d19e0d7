import { expect, test } from 'vitest';
import type { RowSource } from '../../../webview/frameList/rowSource.ts';
import { type ShownSource, viewOf, watchSource } from '../../../webview/frameList/shownSource.ts';
import { fakePanel } from '../fakePanel.ts';

test('the view is what the user prefers and what was done to the session', () => {
  const { store } = fakePanel({ active: 's1', cleared: { s1: 7, s2: 9 }, otherwise: { s1: [8] } });
  store.update(({ list }) => ({ list: { ...list, fold: true, mute: [9] } }));
  expect(viewOf(store.get())).toEqual({ first: 7, fold: true, otherwise: [8], mute: [9], events: true });
});

test('rows become others with the session, the view, and what stands in', () => {
  const panel = fakePanel({ active: 's1', frames: { s1: 5 } });
  const shown: (ShownSource | undefined)[] = [];
  watchSource(panel, (source) => shown.push(source));
  expect(shown.at(-1)?.rows.count).toBe(5);
  panel.store.update({ frames: { s1: 9 } });
  expect(shown).toHaveLength(1);
  panel.store.update({ cleared: { s1: 4 } });
  expect(shown.at(-1)?.rows.count).toBe(5);
  const standIn = { count: 2, rang: () => undefined } as unknown as RowSource;
  panel.store.update({ standIn: { s1: standIn } });
  expect(shown.at(-1)).toMatchObject({ session: 's1', rows: standIn, own: undefined });
  panel.store.update({ standIn: {} });
  expect(shown.at(-1)?.own).toBeDefined();
  panel.store.update({ active: undefined });
  expect(shown.at(-1)).toBeUndefined();
  expect(shown).toHaveLength(5);
});
