import { expect, test } from 'vitest';
import type { OptionsDraft } from '../../../src/formats/connections/imported.ts';
import { basicOf, cookiesOf, headerOf, takeHeaders } from '../../../src/formats/connections/requestHeaders.ts';

function taken(...headers: readonly (readonly [string, string])[]): OptionsDraft {
  const draft: OptionsDraft = { url: 'wss://Example.com:8443/x' };
  takeHeaders(draft, headers);
  return draft;
}

test('gives each header to the option that is made for it', () => {
  expect(
    taken(
      ['Host', 'example.com:8443'],
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ['Sec-WebSocket-Version', '13'],
      ['sec-websocket-extensions', 'permessage-deflate'],
      [':authority', 'example.com'],
      ['Origin', 'https://app.example.com'],
      ['Sec-WebSocket-Protocol', 'chat, v2'],
      ['Cookie', 'a=1; b=x=y'],
      ['authorization', 'Bearer abc.def'],
      ['User-Agent', 'Test'],
      ['X-Trace', '1'],
      ['X-Trace', '2'],
    ),
  ).toEqual({
    url: 'wss://Example.com:8443/x',
    origin: 'https://app.example.com',
    subprotocols: ['chat', 'v2'],
    cookies: [
      ['a', '1'],
      ['b', 'x=y'],
    ],
    auth: { type: 'bearer', token: 'abc.def' },
    headers: [
      ['User-Agent', 'Test'],
      ['X-Trace', '1'],
      ['X-Trace', '2'],
    ],
  });
});

test('keeps a Host that is not the URL’s, and what is no pair or no known scheme, as headers', () => {
  expect(taken(['Host', 'other'], ['Cookie', 'plain'], ['Authorization', 'Digest a="b"'])).toEqual({
    url: 'wss://Example.com:8443/x',
    headers: [
      ['Host', 'other'],
      ['Cookie', 'plain'],
      ['Authorization', 'Digest a="b"'],
    ],
  });
});

test('reads Basic credentials, and leaves what is none', () => {
  expect(taken(['Authorization', `Basic ${btoa('ann:a:b')}`]).auth).toEqual({
    type: 'basic',
    username: 'ann',
    password: 'a:b',
  });
  expect(taken(['Authorization', 'Basic ${env:CREDENTIALS}']).headers).toEqual([
    ['Authorization', 'Basic ${env:CREDENTIALS}'],
  ]);
});

test('reads a line, a pair and a list of cookies', () => {
  expect(headerOf('A: b: c')).toEqual(['A', 'b: c']);
  expect(headerOf('A;')).toEqual(['A', '']);
  expect(headerOf('no header')).toBeUndefined();
  expect(basicOf('ann')).toEqual({ type: 'basic', username: 'ann' });
  expect(cookiesOf('a=1;')).toEqual([['a', '1']]);
  expect(cookiesOf('cookies.txt')).toBeUndefined();
});
