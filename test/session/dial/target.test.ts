import { expect, test } from 'vitest';
import { authorityOf, targetOf, webSocketUrl } from '../../../src/session/dial/target.ts';

test.each([
  ['ws://example.test', false, 'example.test', 80],
  ['wss://example.test/path?q=1', true, 'example.test', 443],
  ['ws://example.test:8080/', false, 'example.test', 8080],
  ['wss://127.0.0.1:9443/', true, '127.0.0.1', 9443],
  ['ws://[::1]:81/x', false, '::1', 81],
  ['wss://[2001:DB8::7]', true, '2001:db8::7', 443],
  ['ws://bücher.test', false, 'xn--bcher-kva.test', 80],
  ['wss://example.test:443', true, 'example.test', 443],
  ['http://example.test/x', false, 'example.test', 80],
  ['HTTPS://example.test', true, 'example.test', 443],
  ['socks5://example.test', false, 'example.test', 1080],
])('%s', (url, secure, host, port) => {
  expect(targetOf(url)).toMatchObject({ secure, host, port });
});

test('keeps the URL, and takes one that is parsed already', () => {
  const url = new URL('ws://example.test/a?b');
  expect(targetOf(url).url.href).toBe('ws://example.test/a?b');
});

test('throws for what is no URL', () => {
  expect(() => targetOf('example.test')).toThrow(TypeError);
});

test('a Unix socket has its path, and a URL to ask for', () => {
  const target = targetOf('ws+unix:/run/my app.sock:/chat?x=1');
  expect(target).toMatchObject({ socketPath: '/run/my app.sock', secure: false, port: 0 });
  expect(target.url.href).toBe('ws://localhost/chat?x=1');
  expect(targetOf('ws+unix:///run/a.sock')).toMatchObject({ socketPath: '/run/a.sock' });
  expect(targetOf('ws+unix:/run/a.sock').url.pathname).toBe('/');
});

test('user name and password stand apart, decoded; the URL that is asked for is without', () => {
  const { url, userinfo } = targetOf('wss://ann:p%40s%zz@example.test/');
  expect(userinfo).toEqual({ username: 'ann', password: 'p%40s%zz' });
  expect(url.href).toBe('wss://example.test/');
  expect(targetOf('wss://b%20b@example.test/').userinfo).toEqual({ username: 'b b', password: '' });
  expect(targetOf('wss://example.test/')).not.toHaveProperty('userinfo');
});

test('maps the schemes of HTTP and nothing else', () => {
  expect(webSocketUrl('HTTPS://a.test/http://b')).toBe('wss://a.test/http://b');
  expect(webSocketUrl('ws://a.test/')).toBe('ws://a.test/');
});

test('writes an authority with brackets where they belong', () => {
  expect(authorityOf({ host: '::1', port: 81 })).toBe('[::1]:81');
  expect(authorityOf({ host: 'a.test', port: 443 })).toBe('a.test:443');
});
