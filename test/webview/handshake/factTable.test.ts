// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { factTable } from '../../../webview/handshake/factTable.ts';

test('names and values; nothing hides in a text, an element stands as it is', () => {
  const code = document.createElement('code');
  const table = factTable([
    ['A', '<b>\u202e'],
    ['B', code],
  ]);
  expect([...table.querySelectorAll('th')].map((head) => head.textContent)).toEqual(['A', 'B']);
  expect(table.querySelector('td')?.textContent).toBe('<b>\u202e');
  expect(table.querySelector('.unseen')?.getAttribute('data-name')).toBe('RLO');
  expect(table.contains(code)).toBe(true);
});
