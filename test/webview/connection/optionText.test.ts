import { expect, test } from 'vitest';
import { optionAt } from '../../../webview/connection/optionPaths.ts';
import { lineOf, readOption, writeOption } from '../../../webview/connection/optionText.ts';

const at = (path: string) => optionAt(path)!;

test.each([
  ['deflate', false, false],
  ['maxRedirects', 3, '3'],
  ['reconnect.jitter', 0.25, '0.25'],
  ['origin', 'https://a', 'https://a'],
  ['auth.type', 'basic', 'basic'],
  ['tls.minVersion', 'TLSv1.3', 'TLSv1.3'],
  ['dnsServers', ['1.1.1.1', '8.8.8.8:54'], '1.1.1.1, 8.8.8.8:54'],
  ['tls.ca', ['a.pem', 'b,c.pem'], 'a.pem\nb,c.pem'],
  ['cookies', [['a', 'b']], 'a=b'],
])('%s is written and read', (path, value, field) => {
  expect(writeOption(at(path).spec, value)).toEqual(field);
  expect(readOption(at(path), field)).toEqual({ value, problems: [] });
});

test.each([
  ['deflate', true],
  ['handshakeTimeout', '10000'],
  ['handshakeTimeout', ' '],
  ['tls.minVersion', 'TLSv1.2'],
  ['tls.minVersion', ''],
  ['auth.type', ''],
  ['origin', ' '],
  ['headers', '\n'],
  ['tls.ca', ''],
])('%s with %j says nothing that the default does not', (path, field) => {
  expect(readOption(at(path), field)).toEqual({ value: undefined, problems: [] });
});

test.each([
  ['deflate', 'no', true],
  ['deflate', undefined, true],
  ['maxRedirects', '3', ''],
  ['auth.type', 'digest', ''],
  ['headers', 'A: 1', ''],
  ['subprotocols', undefined, ''],
])('%s of another shape, %j, is as good as none', (path, value, field) => {
  expect(writeOption(at(path).spec, value)).toBe(field);
});

test('blanks count in secrets and where text is sent as it is', () => {
  expect(readOption(at('auth.password'), ' a ').value).toBe(' a ');
  expect(readOption(at('keepAlive.payload'), ' ').value).toBe(' ');
  expect(readOption(at('proxy'), ' http://a ').value).toBe('http://a');
});

test.each([
  [
    'handshakeTimeout',
    '1 s',
    '"1 s" is no whole number of milliseconds. Use one such as 10000, or leave the field empty.',
  ],
  [
    'pongDelay',
    '1.5',
    '"1.5" is no whole number of milliseconds. Use one from 0 to 2147483647, or leave the field empty.',
  ],
  ['localPort', '0x50', '"0x50" is no whole number. Use one from 1 to 65535, or leave the field empty.'],
  [
    'maxMessageSize',
    '1 MB',
    '"1 MB" is no whole number of bytes. Use one such as 104857600, or leave the field empty.',
  ],
  ['reconnect.jitter', 'half', '"half" is no number. Use one such as 0.5, or leave the field empty.'],
])('%s with "%s" cannot be read', (path, text, problem) => {
  expect(readOption(at(path), text)).toEqual({ value: undefined, problems: [problem] });
});

test('whether a number makes sense is not judged here', () => {
  expect(readOption(at('localPort'), '-1').value).toBe(-1);
  expect(readOption(at('reconnect.jitter'), '.5').value).toBeUndefined();
  expect(readOption(at('reconnect.jitter'), '1.').value).toBe(1);
});

test('the line of an entry, where there are lines', () => {
  expect(lineOf(at('headers').spec, 'A: 1\n\nB: 2', 1)).toBe(3);
  expect(lineOf(at('tls.ca').spec, 'a\n\nb', 1)).toBe(3);
  expect(lineOf(at('subprotocols').spec, 'a, b', 1)).toBeUndefined();
  expect(lineOf(at('origin').spec, 'a', 0)).toBeUndefined();
});
