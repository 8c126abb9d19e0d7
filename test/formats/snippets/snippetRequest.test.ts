import { expect, test } from 'vitest';
import { leftOut, snippetRequest } from '../../../src/formats/snippets/snippetRequest.ts';

test('writes credentials where they are sent', () => {
  expect(snippetRequest({ url: 'wss://ann:p%40w@a/b' })).toMatchObject({
    url: 'wss://a/b',
    basic: { username: 'ann', password: 'p@w' },
  });
  expect(snippetRequest({ url: 'https://ann:100%@a' }).basic).toEqual({ username: 'ann', password: '100%' });
  expect(snippetRequest({ url: 'ws://a', auth: { type: 'bearer', token: '${secret:t}' } }).headers).toEqual([
    ['Authorization', 'Bearer ${secret:t}'],
  ]);
  const key = { type: 'apiKey', name: 'key', value: 'v' } as const;
  expect(snippetRequest({ url: 'ws://a', auth: key }).headers).toEqual([['key', 'v']]);
  expect(snippetRequest({ url: 'ws://a', auth: { ...key, in: 'query' } })).toMatchObject({
    url: 'ws://a?key=v',
    headers: [],
  });
});

test('joins cookies and names what others cannot do', () => {
  const { headers, others } = snippetRequest({
    url: 'ws://a',
    cookies: [
      ['a', '1'],
      ['b', '2'],
    ],
    reconnect: { tries: 2 },
  });
  expect(headers).toEqual([['Cookie', 'a=1; b=2']]);
  expect(others).toEqual(['reconnecting']);
  expect(leftOut(others, 'curl')).toEqual(['Left out, as curl cannot be told: reconnecting.']);
  expect(leftOut([], 'curl')).toEqual([]);
});

test('leaves out certificates that are given as text', () => {
  const pem = '-----BEGIN CERTIFICATE-----';
  expect(snippetRequest({ url: 'wss://a', tls: { ca: ['ca.pem', pem], cert: pem, key: 'k.pem' } })).toMatchObject({
    tls: { key: 'k.pem' },
    others: ['certificates given as text'],
  });
});
