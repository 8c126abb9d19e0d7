import { expect, test } from 'vitest';
import { initialState } from '../../../webview/panelState.ts';
import { filterOf, noFilter, withFilter, withProgress } from '../../../webview/filter/sessionFilter.ts';
import { filterState } from '../filterState.ts';

test('a session without a filter has none', () => {
  expect(filterOf(initialState, undefined)).toBe(noFilter);
  expect(filterOf(initialState, 's1')).toBe(noFilter);
});

test('changes keep the rest, and other sessions', () => {
  const one = withFilter(initialState, 's1', { text: 'a' });
  const two = withFilter({ filters: one.filters! }, 's2', { text: 'b' });
  const three = withFilter({ filters: two.filters! }, 's1', { applied: 'a' });
  expect(three.filters).toEqual({ s1: { ...noFilter, text: 'a', applied: 'a' }, s2: { ...noFilter, text: 'b' } });
});

test('what is told of an older view is passed over', () => {
  const state = { ...initialState, ...withFilter(initialState, 's1', { view: 'v2' }) };
  expect(withProgress(state, filterState({ view: 'v1' }))).toEqual({});
  const progress = filterState({ view: 'v2', count: 3 });
  expect(withProgress(state, progress).filters?.['s1']?.progress).toEqual(progress);
});
