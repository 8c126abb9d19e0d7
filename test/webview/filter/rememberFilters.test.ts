import { expect, test } from 'vitest';
import { rememberFilters } from '../../../webview/filter/rememberFilters.ts';
import { fakePanel, settled } from '../fakePanel.ts';

test('the extension is told of each change, and of none before', () => {
  const panel = fakePanel({}, { 'filters.remember': () => ({}) });
  rememberFilters(panel.store, panel.call);
  expect(panel.calls).toEqual([]);
  const filterMemory = { used: ['a'], saved: [] };
  panel.store.update({ filterMemory });
  expect(panel.calls).toEqual([['filters.remember', { filters: filterMemory }]]);
});

test('a failure is shown', async () => {
  const panel = fakePanel();
  rememberFilters(panel.store, panel.call);
  panel.store.update({ filterMemory: { used: ['a'], saved: [] } });
  await settled();
  expect(panel.store.get().refusal).toMatch(/No answer/);
});
