// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { options } from '../../../src/profiles/optionSpec.ts';
import type { CheckControl, TextControl } from '../../../webview/controls.ts';
import { optionsForm } from '../../../webview/connection/optionsForm.ts';
import { hookOf } from '../../../webview/connection/optionPaths.ts';
import { byTestId, fakePanel, press, type } from '../fakePanel.ts';

const fieldOf = (form: HTMLElement, id: string): HTMLElement =>
  byTestId(form, id).closest<HTMLElement>('[data-option]')!;
const sectionOf = (form: HTMLElement, id: string): HTMLDetailsElement => byTestId(form, id).closest('details')!;

test('every option but the URL has a field', () => {
  const form = optionsForm(fakePanel());
  for (const { path } of options) {
    if (path !== 'url') expect(fieldOf(form, hookOf(path)).dataset['option']).toBe(path);
  }
});

test('each field writes to the draft and shows it', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  type(byTestId(form, 'subprotocols'), 'a, b');
  type(byTestId(form, 'headers'), 'X: 1');
  type(byTestId(form, 'handshake-timeout'), '5000');
  const verify = byTestId(form, 'tls-verify') as CheckControl;
  expect(verify.checked).toBe(true);
  verify.checked = false;
  verify.dispatchEvent(new Event('change'));
  const version = byTestId(form, 'tls-min-version') as TextControl;
  version.value = 'TLSv1.3';
  version.dispatchEvent(new Event('change'));
  expect(panel.store.get().fields).toMatchObject({
    subprotocols: 'a, b',
    headers: 'X: 1',
    handshakeTimeout: '5000',
    'tls.verify': false,
    'tls.minVersion': 'TLSv1.3',
  });
  panel.actions.edit({ origin: 'https://o' });
  expect((byTestId(form, 'origin') as TextControl).value).toBe('https://o');
});

test('building the form changes nothing', () => {
  const panel = fakePanel();
  const { fields } = panel.store.get();
  optionsForm(panel);
  expect(panel.store.get().fields).toBe(fields);
});

test('the first section is open; what differs from the default is marked and counted', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  expect([...form.querySelectorAll('details')].map(({ open }) => open)).toEqual([
    true,
    ...Array<boolean>(6).fill(false),
  ]);
  const mark = fieldOf(form, 'tls-verify').querySelector<HTMLElement>('.changed-mark')!;
  expect(mark.hidden).toBe(true);
  panel.actions.edit({ 'tls.verify': false, 'tls.ca': 'a.pem' });
  expect(mark.hidden).toBe(false);
  expect(sectionOf(form, 'tls-verify').querySelector('summary')?.textContent).toContain('2 options changed');
});

test('a problem stands at the field that it names, and opens its section', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  panel.actions.edit({ headers: 'A: 1\n\nB C: 2' });
  panel.store.update({
    problems: [
      { field: 'headers', index: 1, message: 'The name has a space.' },
      { field: 'tls', part: 'key', message: 'No certificate.' },
    ],
  });
  const headers = byTestId(form, 'headers');
  expect(headers.getAttribute('aria-invalid')).toBe('true');
  expect(headers.parentElement?.textContent).toContain('Line 3: The name has a space.');
  expect(fieldOf(form, 'tls-key').textContent).toContain('No certificate.');
  expect(sectionOf(form, 'tls-key').open).toBe(true);
  expect(byTestId(form, 'origin').hasAttribute('aria-invalid')).toBe(false);
});

test('a problem that is left does not open its section again', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  panel.store.update({
    problems: [
      { field: 'origin', message: 'Odd.' },
      { field: 'localPort', message: 'Odd.' },
    ],
  });
  sectionOf(form, 'local-port').open = false;
  panel.actions.edit({ origin: 'https://o' });
  expect(fieldOf(form, 'local-port').textContent).toContain('Odd.');
  expect(sectionOf(form, 'local-port').open).toBe(false);
});

test('of the credentials only those of the chosen way are shown', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  const shown = (): string[] =>
    ['auth-username', 'auth-password', 'auth-token', 'auth-value'].filter((id) => !fieldOf(form, id).hidden);
  expect(shown()).toEqual([]);
  panel.actions.edit({ 'auth.type': 'basic' });
  expect(shown()).toEqual(['auth-username', 'auth-password']);
  panel.actions.edit({ 'auth.type': 'bearer' });
  expect(shown()).toEqual(['auth-token']);
});

test('the search shows what fits and opens its section; Escape ends it', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  const search = byTestId(form, 'option-search');
  type(search, 'reconnect');
  expect(sectionOf(form, 'reconnect-tries').open).toBe(true);
  expect(fieldOf(form, 'headers').hidden).toBe(true);
  expect(sectionOf(form, 'headers').hidden).toBe(true);
  expect(byTestId(form, 'options-found').textContent).toMatch(/^\d+ options$/);
  type(search, 'xyzzy');
  expect(byTestId(form, 'options-found').textContent).toBe('No option has these words.');
  press(search, 'Escape');
  expect((search as TextControl).value).toBe('');
  expect(fieldOf(form, 'headers').hidden).toBe(false);
  expect(sectionOf(form, 'reconnect-tries').open).toBe(false);
});

test('a problem ends a search that hides its field', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  type(byTestId(form, 'option-search'), 'cookies');
  panel.store.update({ problems: [{ field: 'localPort', message: 'Odd.' }] });
  expect(fieldOf(form, 'local-port').hidden).toBe(false);
  expect(sectionOf(form, 'local-port').open).toBe(true);
});

test('what was not kept is named at its field until it is typed again', () => {
  const panel = fakePanel();
  const form = optionsForm(panel);
  panel.store.update({
    unkept: [
      { path: 'headers', name: 'Authorization' },
      { path: 'headers', name: 'Cookie' },
      { path: 'tls.passphrase', name: 'the passphrase' },
    ],
  });
  expect(fieldOf(form, 'headers').textContent).toContain('did not keep what stood behind Authorization, Cookie');
  expect(sectionOf(form, 'tls-passphrase').open).toBe(true);
  type(byTestId(form, 'headers'), 'Authorization: x');
  expect(fieldOf(form, 'headers').textContent).not.toContain('did not keep');
  expect(fieldOf(form, 'tls-passphrase').textContent).toContain('did not keep the passphrase');
});
