// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { initialState } from '../../../webview/panelState.ts';
import { snapshot } from '../fakePanel.ts';
import { emptyState, noFrames } from '../../../webview/frameList/noFrames.ts';

test.each([
  'none',
  'connecting',
  'open',
  'closing',
  'closed',
  'failed',
  'cancelled',
  'interrupted',
  'filtered',
  'restoring',
  'cleared',
  'muted',
  'paused',
] as const)('without frames while %s the list says why and what to do next', (state) => {
  const [, title, next] = noFrames(state);
  expect(title?.textContent).not.toBe('');
  expect(next?.textContent).toMatch(/\.$/);
});

test('frames that are there and not shown are not said to be missing', () => {
  const state = { ...initialState, active: 's1', sessions: [snapshot()], frames: { s1: 2 } };
  expect(emptyState(state)).toBe('open');
  expect(emptyState({ ...state, cleared: { s1: 2 } })).toBe('cleared');
  expect(emptyState({ ...state, frames: {}, cleared: { s1: 0 } })).toBe('open');
  expect(emptyState({ ...state, paused: { s1: 0 } })).toBe('paused');
  const list = { ...state.list, mute: [9, 10] };
  expect(emptyState({ ...state, list })).toBe('muted');
  expect(emptyState({ ...state, list, cleared: { s1: 2 } })).toBe('cleared');
  expect(emptyState(initialState)).toBe('none');
  expect(emptyState({ ...initialState, restoring: true })).toBe('restoring');
});
