// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { splitter } from '../../../webview/detail/splitter.ts';
import { el } from '../../../webview/dom.ts';
import { press } from '../fakePanel.ts';

test('arrow keys move it between its ends', () => {
  const container = el('div');
  const bar = splitter(container, 'Room for details');
  const share = (): string => container.style.getPropertyValue('--share');
  expect(share()).toBe('50.0%');
  press(bar, 'ArrowUp');
  expect(share()).toBe('55.0%');
  expect(bar.getAttribute('aria-valuenow')).toBe('55');
  for (let i = 0; i < 30; i++) press(bar, 'ArrowDown');
  expect(share()).toBe('15.0%');
  press(bar, 'x');
  expect(share()).toBe('15.0%');
});
