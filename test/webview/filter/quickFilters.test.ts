// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { quickFilters, withTerm } from '../../../webview/filter/quickFilters.ts';
import { byTestId } from '../fakePanel.ts';

test.each([
  ['', 'from', 'client', 'from:client'],
  ['tick', 'from', 'client', 'tick from:client'],
  ['from:client', 'from', 'server', 'from:client,server'],
  ['from:client,server tick', 'from', 'client', 'from:server tick'],
  ['a from:client b', 'from', 'client', 'a b'],
  ['-from:client', 'from', 'client', '-from:client from:client'],
  ['a or b', 'from', 'client', '(a or b) from:client'],
  ['(from:client)', 'from', 'client', '(from:client) from:client'],
])('%j with %s:%s', (text, key, value, expected) => {
  expect(withTerm(text, key, value)).toBe(expected);
});

test('buttons show what the filter has, and change it', () => {
  let text = 'opcode:text';
  const quick = quickFilters(
    () => text,
    (next) => {
      text = next;
      quick.show(next);
    },
  );
  quick.show(text);
  const pressed = (id: string): string | null => byTestId(quick.element, id).getAttribute('aria-pressed');
  expect([pressed('quick-opcode-text'), pressed('quick-opcode-binary')]).toEqual(['true', 'false']);
  byTestId(quick.element, 'quick-opcode-binary').click();
  expect(text).toBe('opcode:text,binary');
  expect(pressed('quick-opcode-binary')).toBe('true');
});
