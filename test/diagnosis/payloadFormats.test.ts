import { expect, test } from 'vitest';
import { payloadFormat } from '../../src/diagnosis/payloadFormats.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ['\x1f\x8b\x08', 'gzip data'],
  ['\x78\x9c\x4b', 'a zlib stream'],
  ['\x89PNG\r\n', 'a PNG image'],
  ['\x00\x00\x00\x18ftypmp42', 'an MP4 or M4A file'],
  ['\xff\xfeh\0', 'text in UTF-16 (byte order mark ff fe)'],
  ['h\0e\0', 'text in UTF-16'],
])('%j is %s', (text, format) => expect(payloadFormat(bytes(text))).toBe(format));

test.each(['', 'hello', '{"a":1}', '\xc3\xbc'])('%j is nothing known', (text) =>
  expect(payloadFormat(bytes(text))).toBeUndefined(),
);
