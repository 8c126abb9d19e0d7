// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { CheckControl, TextControl } from '../../../webview/controls.ts';
import { optionsForm } from '../../../webview/connection/optionsForm.ts';
import { byTestId, fakePanel, type } from '../fakePanel.ts';

test('each field writes to the draft and shows it', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  type(byTestId(form, 'subprotocols'), 'a, b');
  type(byTestId(form, 'headers'), 'X: 1');
  type(byTestId(form, 'timeout'), '5000');
  const verify = byTestId(form, 'verify-tls') as CheckControl;
  expect(verify.checked).toBe(true);
  verify.checked = false;
  verify.dispatchEvent(new Event('change'));
  expect(panel.store.get().fields).toMatchObject({
    subprotocols: 'a, b',
    headers: 'X: 1',
    timeout: '5000',
    verifyTls: false,
  });
  panel.actions.edit({ origin: 'https://o' });
  expect((byTestId(form, 'origin') as TextControl).value).toBe('https://o');
});

test('a problem stands at the field that it names', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  panel.actions.edit({ headers: 'A: 1\n\nB C: 2' });
  panel.store.update({ problems: [{ field: 'headers', index: 1, message: 'The name has a space.' }] });
  const headers = byTestId(form, 'headers');
  expect(headers.getAttribute('aria-invalid')).toBe('true');
  expect(headers.parentElement?.textContent).toContain('Line 3: The name has a space.');
  expect(byTestId(form, 'origin').hasAttribute('aria-invalid')).toBe(false);
});

test('headers that were not kept are named until they are typed again', () => {
  const panel = fakePanel({ unkept: ['Authorization', 'Cookie'] });
  const form = optionsForm(panel);
  expect(form.textContent).toContain('did not keep what stood behind Authorization, Cookie');
  type(byTestId(form, 'headers'), 'Authorization: x');
  expect(form.textContent).not.toContain('did not keep');
});
