// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { markMatches, rangeIn } from '../../../webview/filter/detailMarks.ts';
import { fakePanel } from '../fakePanel.ts';

test('a range of characters is found over several nodes', () => {
  const pre = document.createElement('pre');
  const middle = document.createElement('span');
  middle.textContent = 'cd';
  pre.append('ab', middle, 'ef');
  document.body.replaceChildren(pre);
  expect(rangeIn(pre, 1, 5)?.toString()).toBe('bcde');
  expect(rangeIn(pre, 2, 4)?.toString()).toBe('cd');
  expect(rangeIn(pre, 5, 9)).toBeUndefined();
});

test('a browser that cannot paint ranges is left alone', () => {
  const detail = document.createElement('div');
  expect(() => markMatches(fakePanel({ active: 's1' }), detail)).not.toThrow();
});
