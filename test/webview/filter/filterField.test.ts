// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { filterField } from '../../../webview/filter/filterField.ts';
import { byTestId, press } from '../fakePanel.ts';

function field(used: readonly string[] = []) {
  const told: string[] = [];
  const made = filterField({
    typed: (text) => told.push(`typed ${text}`),
    entered: (text) => told.push(`entered ${text}`),
    left: () => told.push('left'),
    used: () => used,
  });
  document.body.replaceChildren(made.element);
  const write = (text: string): void => {
    made.input.value = text;
    made.input.setSelectionRange(text.length, text.length);
    made.input.dispatchEvent(new Event('input'));
  };
  return { ...made, told, write };
}

test('keys and values are completed by keyboard', () => {
  const { input, write, told } = field();
  write('fro');
  expect(input.getAttribute('aria-expanded')).toBe('true');
  press(input, 'ArrowDown');
  press(input, 'Enter');
  expect(input.value).toBe('from:');
  press(input, 'ArrowDown');
  press(input, 'ArrowDown');
  press(input, 'Tab');
  expect(input.value).toBe('from:server ');
  expect(input.getAttribute('aria-expanded')).toBe('false');
  press(input, 'Enter');
  expect(told.at(-1)).toBe('entered from:server ');
});

test('without an open list the arrows bring back what was used', () => {
  const { input, write } = field(['newer', 'older']);
  write('"mine"');
  press(input, 'ArrowUp');
  press(input, 'ArrowUp');
  expect(input.value).toBe('older');
  press(input, 'ArrowDown');
  press(input, 'ArrowDown');
  expect(input.value).toBe('"mine"');
});

test('Ctrl+Space offers, Escape closes, then clears, then leaves', () => {
  const { input, told } = field();
  input.value = 'from:';
  input.setSelectionRange(5, 5);
  press(input, ' ', { ctrlKey: true });
  expect(input.getAttribute('aria-expanded')).toBe('true');
  press(input, 'Escape');
  expect([input.getAttribute('aria-expanded'), input.value]).toEqual(['false', 'from:']);
  press(input, 'Escape');
  expect([input.value, told.at(-1)]).toEqual(['', 'entered ']);
  press(input, 'Escape');
  expect(told.at(-1)).toBe('left');
});

test('a mistake is underlined and described', () => {
  const { input, element, show, write } = field();
  show('from:x', { message: 'No.', offset: 5, length: 1 });
  expect(input.value).toBe('from:x');
  expect(byTestId(element, 'filter-problem').textContent).toBe('Column 6: No.');
  expect(input.getAttribute('aria-describedby')).toBe(byTestId(element, 'filter-problem').id);
  expect(element.querySelector('.filter-wrong')?.textContent).toBe('x');
  write('from:xy');
  expect(element.querySelector('.filter-wrong')).toBeNull();
  show('from:xy', undefined);
  expect(byTestId(element, 'filter-problem').hidden).toBe(true);
  expect(input.hasAttribute('aria-invalid')).toBe(false);
});

test('a field that was emptied offers nothing by itself, and the arrows bring back what was used', () => {
  const { input, write } = field(['newer']);
  write('f');
  write('');
  expect(input.getAttribute('aria-expanded')).toBe('false');
  press(input, 'ArrowUp');
  expect(input.value).toBe('newer');
});
