// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { button, checkbox, dropdown, iconButton, setValue, textArea, textField } from '../../webview/controls.ts';
import { el } from '../../webview/dom.ts';
import { painted, press, type } from './fakePanel.ts';

test('buttons call when pressed; an icon button has its name before its look', () => {
  const pressed: string[] = [];
  button('Go', () => pressed.push('go'), { testid: 'go' }).click();
  const icon = iconButton('save', 'Save profile', () => pressed.push('save'));
  icon.click();
  expect(pressed).toEqual(['go', 'save']);
  const names = icon.getAttributeNames();
  expect(names.indexOf('aria-label')).toBeLessThan(names.indexOf('appearance'));
  expect(icon.title).toBe('Save profile');
});

test('text controls tell what is typed and keep an equal value alone', () => {
  const typed: string[] = [];
  const field = textField('URL', (value) => typed.push(value));
  const area = textArea(undefined, (value) => typed.push(value), { 'aria-label': 'Headers' });
  type(field, 'a');
  type(area, 'b');
  expect(typed).toEqual(['a', 'b']);
  expect(field.textContent).toBe('URL');
  expect(field.classList.contains('label-unseen')).toBe(false);
  // The toolkit takes this text for the name of its inner field.
  expect(area.textContent).toBe('Headers');
  expect(area.classList.contains('label-unseen')).toBe(true);
  setValue(field, 'c');
  expect(field.value).toBe('c');
});

test('a check box and a drop-down tell their new value', () => {
  const told: unknown[] = [];
  const check = checkbox('Verify', (value) => told.push(value));
  check.checked = true;
  check.dispatchEvent(new Event('change'));
  const drop = dropdown([{ value: 'a', label: 'A' }], (value) => told.push(value), { 'aria-label': 'Kind' });
  drop.value = 'a';
  drop.dispatchEvent(new Event('change'));
  expect(told).toEqual([true, 'a']);
  expect(drop.querySelectorAll('vscode-option')).toHaveLength(1);
});

test('an open list that stands out of sight is brought into sight', async () => {
  const drop = dropdown([{ value: 'a', label: 'A' }], () => undefined, { 'aria-label': 'Kind' });
  const list = el('div', { role: 'listbox' });
  let shown = 0;
  list.scrollIntoView = () => shown++;
  drop.attachShadow({ mode: 'open' }).append(list);
  drop.click();
  await painted();
  expect(shown).toBe(0);
  drop.setAttribute('open', '');
  press(drop, 'ArrowDown');
  await painted();
  expect(shown).toBe(1);
});
