import { expect, test } from 'vitest';
import {
  emptyFields,
  fieldsOf,
  headerLine,
  problemField,
  readFields,
} from '../../../webview/connection/draftFields.ts';

test('options make fields and the fields make the same options', () => {
  const options = {
    url: 'wss://example.com/ws',
    headers: [
      ['Authorization', 'Bearer a:b'],
      ['X-Empty', ''],
    ],
    subprotocols: ['chat.v2', 'chat.v1'],
    origin: 'https://example.com',
    deflate: false,
    handshakeTimeout: 2500,
    followRedirects: true,
    proxy: 'http://127.0.0.1:3128',
    tls: { verify: false, ca: 'ca.pem', cert: 'c.pem', key: 'k.pem' },
  } as const;
  expect(readFields(fieldsOf(options))).toEqual({ options, problems: [] });
});

test('what equals the default is left out', () => {
  expect(readFields({ ...emptyFields, url: ' ws://a ' })).toEqual({ options: { url: 'ws://a' }, problems: [] });
});

test('an empty name between commas is not swallowed: the check names it', () => {
  expect(readFields({ ...emptyFields, subprotocols: 'a,,b' }).options.subprotocols).toEqual(['a', '', 'b']);
});

test('a header line without a colon and an odd time-out are named, the rest is read', () => {
  const read = readFields({ ...emptyFields, url: 'ws://a', headers: 'X-A: 1\nnonsense\n\nX-B: 2', timeout: '1 s' });
  expect(read.options.headers).toEqual([
    ['X-A', '1'],
    ['X-B', '2'],
  ]);
  expect(read.problems).toEqual([
    { field: 'headers', message: 'Line 2, "nonsense", is no header. Write it as "Name: value".' },
    {
      field: 'handshakeTimeout',
      message: '"1 s" is no whole number of milliseconds. Use one such as 10000, or leave the field empty.',
    },
  ]);
});

test('the line of a header is counted over empty lines', () => {
  expect(headerLine('A: 1\n\nB: 2', 1)).toBe(3);
  expect(headerLine('A: 1', 4)).toBeUndefined();
});

test('fields and the names of their problems', () => {
  expect(['url', 'timeout', 'verifyTls', 'ca'].map(problemField)).toEqual(['url', 'handshakeTimeout', 'tls', 'tls']);
});
