import { expect, test } from 'vitest';
import { readUtf8, utf8AsLatin1 } from '../../../src/diagnosis/report/wireText.ts';

test('UTF-8 is read, what is none stays Latin-1', () => {
  expect(readUtf8(utf8AsLatin1('é ☃ 😀'))).toBe('é ☃ 😀');
  expect(readUtf8('caf\xe9')).toBe('café');
  expect(readUtf8('\xef\xbb\xbfx')).toBe('\ufeffx');
  expect(readUtf8('☃')).toBe('☃');
});
