import { expect, test } from 'vitest';
import {
  bytes,
  count,
  day,
  duration,
  excerpt,
  listing,
  quoted,
  size,
  systemWords,
  visible,
} from '../../src/diagnosis/wording.ts';

test.each([
  [0.4, '0 ms'],
  [850, '850 ms'],
  [999.7, '1 s'],
  [1500, '1.5 s'],
  [30_000, '30 s'],
  [59_980, '1 min'],
  [125_000, '2 min 5 s'],
])('%d ms is %s', (ms, text) => expect(duration(ms)).toBe(text));

test('counts and lists read like sentences', () => {
  expect([count(1, 'frame'), count(3, 'frame'), count(2, 'reply', 'replies')]).toEqual([
    '1 frame',
    '3 frames',
    '2 replies',
  ]);
  expect([listing([]), listing(['a']), listing(['a', 'b', 'c']), listing(['a', 'b'], 'or')]).toEqual([
    '',
    'a',
    'a, b and c',
    'a or b',
  ]);
});

test('characters that act or hide are written out', () => {
  expect(visible('a\u001b[31mb\0\u202ec\u200b\r\n')).toBe('a\\x1b[31mb\\x00\\u202ec\\u200b\\r\\n');
  expect(quoted('Zürich ☃')).toBe('"Zürich ☃"');
});

test('long texts are cut at a character, with an ellipsis', () => {
  expect(excerpt('one\n  two ', 20)).toBe('one two');
  expect(excerpt('😀'.repeat(5), 3)).toBe('😀😀…');
  expect(quoted('abcdef', 4)).toBe('"abc…"');
});

test('sizes and dates', () => {
  expect([bytes(1), bytes(500), bytes(16_384), bytes(94_371_840), bytes(12_345)]).toEqual([
    '1 byte',
    '500 bytes',
    '16 KiB',
    '90 MiB',
    '12,345 bytes',
  ]);
  expect([size(500), size(9_000), size(16_384), size(40_008), size(3_000_000)]).toEqual([
    '500 bytes',
    '9,000 bytes',
    '16 KiB',
    '39.1 KiB (40,008 bytes)',
    '2.9 MiB (3,000,000 bytes)',
  ]);
  expect([day('2021-01-01T00:00:00.000Z'), day('never')]).toEqual(['2021-01-01', 'never']);
});

test.each([
  [
    'write EPROTO 40E7A0B1:error:0A000410:SSL routines:f:tlsv1 alert:../a.c:918:SSL alert number 40\n',
    'write EPROTO: tlsv1 alert (SSL alert number 40)',
  ],
  [
    'write EPROTO C0D6FFE2947F0000:error:0A00010B:SSL routines:f:wrong version number:../a.c:77:\n',
    'write EPROTO: wrong version number',
  ],
  ['error:0A00010B:SSL routines::wrong version number', 'wrong version number'],
  ['connect ECONNREFUSED ::1', 'connect ECONNREFUSED ::1'],
])('the words of the system without addresses and files: %s', (message, words) =>
  expect(systemWords(message)).toBe(words),
);
