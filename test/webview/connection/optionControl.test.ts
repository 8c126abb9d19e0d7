// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { options } from '../../../src/profiles/optionSpec.ts';
import type { CheckControl, TextControl } from '../../../webview/controls.ts';
import { labelOf, optionControl } from '../../../webview/connection/optionControl.ts';
import { hookOf, optionAt } from '../../../webview/connection/optionPaths.ts';
import { type } from '../fakePanel.ts';

const at = (path: string) => optionAt(path)!;
const nobody = (): void => undefined;

test('every option has a control with its hook and its name', () => {
  for (const option of options) {
    const { element } = optionControl(option, nobody);
    expect(element.dataset['testid']).toBe(hookOf(option.path));
    const name = element.getAttribute('aria-label') ?? element.textContent;
    expect(name).toBe(labelOf(option.spec));
  }
  expect(labelOf(at('handshakeTimeout').spec)).toMatch(/, ms$/);
});

test.each([
  ['deflate', 'VSCODE-CHECKBOX'],
  ['maxRedirects', 'VSCODE-TEXT-FIELD'],
  ['subprotocols', 'VSCODE-TEXT-FIELD'],
  ['tls.ca', 'VSCODE-TEXT-AREA'],
  ['tls.cert', 'VSCODE-TEXT-AREA'],
  ['headers', 'VSCODE-TEXT-AREA'],
  ['tls.minVersion', 'VSCODE-DROPDOWN'],
])('%s is a %s', (path, tag) => {
  expect(optionControl(at(path), nobody).element.tagName).toBe(tag);
});

test('secrets are typed unseen', () => {
  expect(optionControl(at('auth.token'), nobody).element.getAttribute('type')).toBe('password');
  expect(optionControl(at('origin'), nobody).element.getAttribute('type')).toBe('text');
});

test('a number shows its default, or what is meant without one', () => {
  expect(optionControl(at('maxRedirects'), nobody).element.getAttribute('placeholder')).toBe('10');
  expect(optionControl(at('idleTimeout'), nobody).element.getAttribute('placeholder')).toBe('never closed');
});

test('text is told as it is typed', () => {
  const told: unknown[] = [];
  const control = optionControl(at('origin'), (value) => told.push(value));
  type(control.element, 'https://o');
  expect(told).toEqual(['https://o']);
  control.set('x');
  expect((control.element as TextControl).value).toBe('x');
});

test('a check tells what the user does, and not what it was set to', () => {
  const told: unknown[] = [];
  const control = optionControl(at('deflate'), (value) => told.push(value));
  const check = control.element as CheckControl;
  control.set(true);
  check.dispatchEvent(new Event('change'));
  check.checked = false;
  check.dispatchEvent(new Event('change'));
  expect(told).toEqual([false]);
});

test('a choice is empty while it is the default', () => {
  const told: unknown[] = [];
  const control = optionControl(at('tls.minVersion'), (value) => told.push(value));
  const choice = control.element as TextControl;
  control.set('');
  expect(choice.value).toBe('TLSv1.2');
  control.set('TLSv1.3');
  expect(choice.value).toBe('TLSv1.3');
  for (const value of ['TLSv1', 'TLSv1.2']) {
    choice.value = value;
    choice.dispatchEvent(new Event('change'));
  }
  expect(told).toEqual(['TLSv1', '']);
  expect(choice.textContent).toContain('TLS 1.2 (default)');
  expect(optionControl(at('auth.type'), nobody).element.firstElementChild?.textContent).toBe('None');
});
