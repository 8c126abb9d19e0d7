// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { connectionBar } from '../../../webview/connection/connectionBar.ts';
import { optionField } from '../../../webview/connection/optionField.ts';
import { optionAt } from '../../../webview/connection/optionPaths.ts';
import { byTestId, fakePanel, type } from '../fakePanel.ts';

const facts = { changed: true, problem: '', note: '' };

/** A field of the form in the page, its text echoed as the store does. */
function fieldOf(path: string, hook: string) {
  const told: unknown[] = [];
  const field = optionField(optionAt(path)!, (value) => {
    told.push(value);
    field.show({ ...facts, value });
  });
  document.body.replaceChildren(field.element);
  const control = byTestId(field.element, hook) as HTMLElement & { value: string };
  const toggle = byTestId(field.element, `show-${hook}`);
  return {
    told,
    control,
    toggle,
    set: (value: string) => field.show({ ...facts, value }),
    type: (value: string) => type(control, value),
    get offered() {
      return toggle.closest<HTMLElement>('.cover')?.hidden === false;
    },
    get covered() {
      return control.classList.contains('covered');
    },
    get preview() {
      return byTestId(field.element, `covered-${hook}`).textContent;
    },
  };
}

test('a header that names no secret is plain, one that does is dots until it is asked for', () => {
  const headers = fieldOf('headers', 'headers');
  headers.type('X-Trace: 1');
  expect([headers.offered, headers.covered]).toEqual([false, false]);
  headers.type('X-Trace: 1\nAuthorization: Bearer hunter2');
  expect([headers.offered, headers.covered]).toEqual([true, true]);
  expect(headers.preview).toBe('X-Trace: 1\nAuthorization: ••••••');
  expect(headers.toggle.getAttribute('aria-pressed')).toBe('false');
  expect(headers.toggle.textContent).toBe('Show Headers');

  headers.toggle.click();
  expect([headers.covered, headers.preview]).toEqual([false, '']);
  expect(headers.toggle.getAttribute('aria-pressed')).toBe('true');
  expect(headers.toggle.textContent).toBe('Hide Headers');
  headers.toggle.click();
  expect(headers.covered).toBe(true);
});

test('what is typed is told and kept as it is', () => {
  const headers = fieldOf('headers', 'headers');
  headers.type('Cookie: sid=hunter2');
  headers.toggle.click();
  headers.toggle.click();
  expect(headers.told).toEqual(['Cookie: sid=hunter2']);
  expect(headers.control.value).toBe('Cookie: sid=hunter2');
});

test('what was revealed stays so while one types, and not when another text comes', () => {
  const cookies = fieldOf('cookies', 'cookies');
  cookies.type('sid=1');
  cookies.toggle.click();
  cookies.type('sid=12');
  expect(cookies.covered).toBe(false);
  cookies.set('sid=of another profile');
  expect(cookies.covered).toBe(true);
  cookies.toggle.click();
  cookies.type('');
  cookies.type('sid=3');
  expect(cookies.covered).toBe(true);
});

test.each([
  ['proxy', 'proxy', 'http://ann:hunter2@proxy:8080', 'http://••••••@proxy:8080'],
  ['tls.key', 'tls-key', '-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----', '••••••'],
])('%s is covered as well', (path, hook, text, preview) => {
  const field = fieldOf(path, hook);
  field.type(text);
  expect([field.covered, field.preview]).toEqual([true, preview]);
});

test.each([
  ['proxy', 'proxy', 'http://proxy:8080'],
  ['headers', 'headers', 'Authorization: Bearer ${env:TOKEN}'],
  ['tls.key', 'tls-key', 'keys/client.pem'],
])('%s without a secret is not: %s %s', (path, hook, text) => {
  const field = fieldOf(path, hook);
  field.type(text);
  expect([field.offered, field.covered]).toEqual([false, false]);
});

test('a field that is a secret as a whole stays a password until it is asked for', () => {
  const value = fieldOf('auth.value', 'auth-value');
  value.type('hunter2');
  expect(value.control.getAttribute('type')).toBe('password');
  value.toggle.click();
  expect(value.control.getAttribute('type')).toBe('text');
  value.type('');
  expect(value.control.getAttribute('type')).toBe('password');
  expect(value.offered).toBe(false);
});

test('the credentials of the URL are covered, what is around them can be read', () => {
  const panel = fakePanel();
  const bar = connectionBar(panel);
  const url = byTestId(bar, 'url');
  panel.actions.edit({ url: 'ws://ann:hunter2@127.0.0.1/a?token=hunter2&b=1' });
  expect(url.classList.contains('covered')).toBe(true);
  expect(byTestId(bar, 'covered-url').textContent).toBe('ws://••••••@127.0.0.1/a?token=••••••&b=1');
  byTestId(bar, 'show-url').click();
  expect(url.classList.contains('covered')).toBe(false);
  panel.actions.edit({ url: 'ws://127.0.0.1/a' });
  expect(byTestId(bar, 'show-url').closest<HTMLElement>('.cover')?.hidden).toBe(true);
});
