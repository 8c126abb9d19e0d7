// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { optionHelp } from '../../../webview/connection/optionHelp.ts';
import { optionAt } from '../../../webview/connection/optionPaths.ts';
import { el } from '../../../webview/dom.ts';
import { press } from '../fakePanel.ts';

const about = (path: string): string => optionAt(path)!.spec.about;

function formWithHelp() {
  const [authorities, key, other] = [el('button'), el('button'), el('button')];
  const form = el(
    'div',
    {},
    el('div', { 'data-option': 'tls.ca' }, authorities),
    el('div', { 'data-option': 'tls.key' }, key),
    other,
  );
  document.body.replaceChildren(form);
  return { authorities, key, other, help: optionHelp(form) };
}

test('it says what the focused option is about, and nothing elsewhere', () => {
  const { authorities, other, help } = formWithHelp();
  expect(help.hidden).toBe(true);
  authorities.focus();
  expect([help.hidden, help.textContent]).toEqual([false, about('tls.ca')]);
  other.focus();
  expect(help.hidden).toBe(true);
});

test('it waits until a click is done, so that nothing moves under the pointer', () => {
  const { authorities, key, help } = formWithHelp();
  key.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  key.focus();
  expect(help.hidden).toBe(true);
  key.click();
  expect(help.textContent).toBe(about('tls.key'));

  // A press that ended elsewhere is forgotten by the next key.
  key.dispatchEvent(new Event('pointerdown', { bubbles: true }));
  press(key, 'Tab');
  authorities.focus();
  expect(help.textContent).toBe(about('tls.ca'));
});
