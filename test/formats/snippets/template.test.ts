import { expect, test } from 'vitest';
import { environmentName, templateParts, variablesIn } from '../../../src/formats/snippets/template.ts';

test('cuts a text at its variables', () => {
  expect(templateParts('a${env:ONE}b${secret:chat token}${plain}')).toEqual([
    { kind: 'text', text: 'a' },
    { kind: 'variable', name: 'ONE' },
    { kind: 'text', text: 'b' },
    { kind: 'variable', name: 'CHAT_TOKEN' },
    { kind: 'variable', name: 'PLAIN' },
  ]);
  expect(templateParts('')).toEqual([]);
});

test.each([
  ['chatToken', 'CHAT_TOKEN'],
  ['chat-token 2', 'CHAT_TOKEN_2'],
  ['2fa', '_2FA'],
])('makes a name of %s', (name, variable) => {
  expect(environmentName(name)).toBe(variable);
});

test('names each variable once', () => {
  expect(variablesIn(['${env:A} ${secret:b}', '${env:A}'])).toEqual(['A', 'B']);
});
