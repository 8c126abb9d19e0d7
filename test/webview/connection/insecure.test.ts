import { expect, test } from 'vitest';
import { insecurities } from '../../../webview/connection/insecure.ts';

test.each([
  'ws://localhost:1',
  'ws://127.0.0.1/x',
  'ws://127.8.9.1',
  'ws://[::1]:9',
  'ws://a.localhost',
  'wss://example.com',
  'nonsense',
  '',
])('nothing to say of %s', (url) => {
  expect(insecurities(url, true)).toEqual([]);
});

test.each(['ws://example.com', 'ws://192.168.1.5:80/x', ' ws://localhost.example.com ', 'WS://EXAMPLE.com'])(
  '%s is not encrypted',
  (url) => {
    expect(insecurities(url, true)).toHaveLength(1);
    expect(insecurities(url, true)[0]).toContain('not encrypted');
  },
);

test('a certificate that is not verified', () => {
  expect(insecurities('wss://example.com', false)[0]).toContain('not verified');
  expect(insecurities('ws://localhost', false)).toEqual([]);
});
