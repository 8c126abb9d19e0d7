import { expect, test } from 'vitest';
import { menuContext, selectedFrames } from '../../../webview/frameList/menuContext.ts';
import { single } from '../../../webview/frameList/selection.ts';
import { frameRow } from '../fakePanel.ts';

test('one frame, and what it is', () => {
  const aside = { marked: true, note: 'x', fragments: { count: 2, folded: false } };
  expect(menuContext('s1', frameRow(6, { opcode: 9 }), aside, single(6))).toEqual({
    webviewSection: 'frame',
    preventDefaultContextMenuItems: true,
    session: 's1',
    frame: 6,
    frameIsData: false,
    frameMarked: true,
    frameNoted: true,
    frameFragmented: true,
  });
});

test('several frames are named, as far as that is sensible', () => {
  const several = { ranges: [[2, 3] as const, [6, 6] as const], anchor: 2 };
  expect(menuContext('s1', frameRow(6), {}, several)).toMatchObject({ webviewSection: 'frames', frames: [2, 3, 6] });
  expect(selectedFrames({ ranges: [[0, 4_999_999]], anchor: 0 })).toHaveLength(100);
  expect(selectedFrames(undefined)).toEqual([]);
});
