// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { describedBy } from '../../../webview/connection/describedBy.ts';
import { el } from '../../../webview/dom.ts';

test('a control names its describing elements, and tells its inner field when there is one', () => {
  const control = el('vscode-text-field');
  const about = [el('span', { id: 'a' }), el('span', { id: 'b' })];
  describedBy(control, about);
  expect(control.getAttribute('aria-describedby')).toBe('a b');

  const inner = el('input');
  Object.assign(inner, { ariaDescribedByElements: null });
  control.attachShadow({ mode: 'open' }).append(inner);
  describedBy(control, about);
  expect(inner).toMatchObject({ ariaDescribedByElements: about });
});
