// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { initialState } from '../../../webview/panelState.ts';
import { countWords, listBar } from '../../../webview/frameList/listBar.ts';
import { byTestId, fakePanel } from '../fakePanel.ts';

test('buttons say whether they are on, and do what they say', () => {
  const { store, ...panel } = fakePanel({ active: 's1', frames: { s1: 1234 } });
  const bar = listBar({ store, ...panel });
  const pause = byTestId(bar, 'list-togglePause');
  expect(pause.getAttribute('aria-pressed')).toBe('false');
  pause.click();
  expect(pause.getAttribute('aria-pressed')).toBe('true');
  expect(byTestId(bar, 'list-clear').hasAttribute('aria-pressed')).toBe(false);
  byTestId(bar, 'list-mutePings').click();
  expect(store.get().list.mute).toEqual([9, 10]);
  expect(byTestId(bar, 'list-count').textContent).toBe('1,234 frames, some muted, view paused');
});

test('what was cleared is told with the way back', () => {
  const panel = fakePanel({ active: 's1', frames: { s1: 12 } });
  const bar = listBar(panel);
  const cleared = byTestId(bar, 'show-cleared').parentElement;
  expect(cleared?.hidden).toBe(true);
  byTestId(bar, 'list-clear').click();
  expect(cleared?.hidden).toBe(false);
  expect(cleared?.textContent).toContain('12 cleared from view');
  byTestId(bar, 'show-cleared').click();
  expect(cleared?.hidden).toBe(true);
});

test('how many, and how many selected', () => {
  const state = { ...initialState, active: 's1' };
  expect(countWords(state)).toBe('');
  expect(countWords({ ...state, frames: { s1: 1 } })).toBe('1 frame');
  const selection = { s1: { ranges: [[0, 2] as const], anchor: 0 } };
  expect(countWords({ ...state, frames: { s1: 10 }, selection })).toBe('3 of 10 frames selected');
});
