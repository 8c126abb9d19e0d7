import { expect, test } from 'vitest';
import { tellSelection } from '../../webview/selectionTeller.ts';
import { fakePanel } from './fakePanel.ts';

test('the extension is told of the selected frame of the session in view, and when there is none', () => {
  const panel = fakePanel({ active: 'a', selected: { b: 4 } }, { 'frames.selected': () => ({}) });
  tellSelection(panel);
  panel.actions.select(2);
  panel.store.update({ active: 'b' });
  panel.actions.select(undefined);
  expect(panel.calls.map(([, params]) => params)).toEqual([
    { session: 'a', frames: [] },
    { session: 'a', frames: [2] },
    { session: 'b', frames: [4] },
    { session: 'b', frames: [] },
  ]);
});

test('several frames are told, too', () => {
  const panel = fakePanel({ active: 'a', selected: { a: 4 } }, { 'frames.selected': () => ({}) });
  tellSelection(panel);
  panel.store.update({ selection: { a: { ranges: [[3, 4]], anchor: 3 } } });
  expect(panel.calls.at(-1)).toEqual(['frames.selected', { session: 'a', frames: [3, 4] }]);
});
