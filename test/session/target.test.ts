import { expect, test } from 'vitest';
import { targetOf } from '../../src/session/target.ts';

test.each([
  ['ws://example.test', false, 'example.test', 80],
  ['wss://example.test/path?q=1', true, 'example.test', 443],
  ['ws://example.test:8080/', false, 'example.test', 8080],
  ['wss://127.0.0.1:9443/', true, '127.0.0.1', 9443],
  ['ws://[::1]:81/x', false, '::1', 81],
  ['wss://[2001:DB8::7]', true, '2001:db8::7', 443],
  ['ws://bücher.test', false, 'xn--bcher-kva.test', 80],
  ['wss://example.test:443', true, 'example.test', 443],
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
