import { expect, test } from 'vitest';
import { lineOfEntry, readList, writeList } from '../../../webview/connection/listText.ts';

const pem = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name},=\nMIIB\n-----END CERTIFICATE-----`;

test('a list on one line has commas', () => {
  expect(writeList(['a', 'b'], false)).toBe('a, b');
  expect(readList(' a ,b', false)).toEqual(['a', 'b']);
  expect(readList('  ', false)).toEqual([]);
});

test('an empty name between commas is not swallowed: the check names it', () => {
  expect(readList('a,,b', false)).toEqual(['a', '', 'b']);
});

test('a list of lines has one entry a line, and a PEM text is one entry', () => {
  const text = `ca,1.pem\n\n${pem('one')}\n ${pem('two')}\nlast.pem\n`;
  const entries = ['ca,1.pem', pem('one'), pem('two'), 'last.pem'];
  expect(readList(text, true)).toEqual(entries);
  expect(readList(writeList(entries, true), true)).toEqual(entries);
  expect(entries.map((_, index) => lineOfEntry(text, true, index))).toEqual([1, 3, 7, 11]);
  expect(lineOfEntry(text, true, 4)).toBeUndefined();
  expect(lineOfEntry('a, b', false, 1)).toBeUndefined();
});

test('a PEM text without an end is kept as it is, one on a single line is an entry', () => {
  expect(readList('-----BEGIN CERTIFICATE-----\nMIIB\n', true)).toEqual(['-----BEGIN CERTIFICATE-----\nMIIB']);
  const single = '-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----';
  expect(readList(`${single}\na.pem`, true)).toEqual([single, 'a.pem']);
});

test('line ends of Windows do not matter', () => {
  expect(readList(pem('one').replaceAll('\n', '\r\n'), true)).toEqual([pem('one')]);
});

test('remarks around a PEM text are not taken for entries', () => {
  expect(writeList([`subject=CN = a\n${pem('one')}\n\n${pem('two')}\n`], true)).toBe(`${pem('one')}\n${pem('two')}`);
});
