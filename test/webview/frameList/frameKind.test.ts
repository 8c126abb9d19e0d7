import { expect, test } from 'vitest';
import { frameKind, opcodeWord } from '../../../webview/frameList/frameKind.ts';

test.each([
  [1, true, 'text'],
  [1, false, 'text, FIN 0'],
  [0, false, 'continuation, FIN 0'],
  [0, true, 'continuation'],
  [8, true, 'close'],
  [3, true, 'reserved 0x3'],
  [0xb, false, 'reserved 0xb, FIN 0'],
])('opcode %i with FIN %s is "%s"', (opcode, fin, words) => {
  expect(frameKind({ opcode, fin })).toBe(words);
});

test('an opcode alone', () => {
  expect(opcodeWord(10)).toBe('pong');
});
