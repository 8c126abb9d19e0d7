import { expect, test } from 'vitest';
import { UNVERIFIED, insecurities } from '../../../webview/connection/insecure.ts';

test.each([
  'ws://localhost:1',
  'ws://127.0.0.1/x',
  'ws://127.8.9.1',
  'ws://[::1]:9',
  'ws://a.localhost',
  'wss://example.com',
  'http://localhost:8080',
  'https://example.com',
  'ws+unix:/run/app.sock:/ws',
  'ws+unix://run/app.sock:/ws',
  'ws+unix:',
  'ws://',
  'nonsense',
  '',
])('nothing to say of %s', (url) => {
  expect(insecurities(url, true)).toEqual([]);
});

test.each([
  'ws://example.com',
  'ws://192.168.1.5:80/x',
  ' ws://localhost.example.com ',
  'WS://EXAMPLE.com',
  'http://example.com',
])('%s is not encrypted', (url) => {
  expect(insecurities(url, true)).toHaveLength(1);
  expect(insecurities(url, true)[0]).toContain('not encrypted');
});

test('what to use instead has the scheme as it is typed', () => {
  expect(insecurities('http://example.com', true)[0]).toMatch(/^http:\/\/ .* Use https:\/\/ /);
  expect(insecurities('ws://example.com', true)[0]).toMatch(/^ws:\/\/ .* Use wss:\/\/ /);
});

test.each([
  ['ws://localhost', 'example.com:80', true],
  ['ws://localhost', '[2001:db8::1]', true],
  ['ws://localhost', ':8080', false],
  ['ws://localhost', 'not a host', false],
  ['ws://example.com', '127.0.0.1:9001', false],
  ['ws://example.com', '[::1]:9001', false],
])('%s dialled at %s leads through a network: %s', (url, connectTo, outside) => {
  expect(insecurities(url, true, connectTo)).toHaveLength(outside ? 1 : 0);
});

test('a certificate that is not verified', () => {
  expect(insecurities('wss://example.com', false)[0]).toContain('not verified');
  expect(insecurities('https://example.com', false)).toEqual([UNVERIFIED]);
  expect(insecurities('ws://localhost', false)).toEqual([]);
  expect(insecurities('ws+unix:/run/app.sock:/ws', false)).toEqual([]);
});

test('a variable may name this machine', () => {
  expect(insecurities('ws://${host}/echo', true)).toEqual([
    'ws:// is not encrypted: unless ${host} is this machine, everyone on the way there can read and change headers and messages. Use wss:// where the server offers it.',
  ]);
});
