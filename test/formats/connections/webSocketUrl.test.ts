import { expect, test } from 'vitest';
import { asWebSocketUrl, isWebSocketUrl, withParameters } from '../../../src/formats/connections/webSocketUrl.ts';

test('maps the schemes of HTTP', () => {
  expect(asWebSocketUrl('HTTPS://a/b')).toBe('wss://a/b');
  expect(asWebSocketUrl('http://a')).toBe('ws://a');
  expect(asWebSocketUrl('ws+unix:/s:/p')).toBe('ws+unix:/s:/p');
});

test('knows the URL of a WebSocket', () => {
  expect(isWebSocketUrl(' wss://a')).toBe(true);
  expect(isWebSocketUrl('https://a')).toBe(false);
});

test.each([
  ['ws://a/b', 'ws://a/b?x=1&y=%26'],
  ['ws://a/b?c=d', 'ws://a/b?c=d&x=1&y=%26'],
  ['ws://a/b?', 'ws://a/b?x=1&y=%26'],
])('adds parameters to %s', (url, whole) => {
  expect(
    withParameters(url, [
      ['x', '1'],
      ['y', '&'],
    ]),
  ).toBe(whole);
});

test('adds nothing where there is nothing, and encodes no variable', () => {
  expect(withParameters('ws://a', [])).toBe('ws://a');
  expect(withParameters('ws://a', [['k', '${env:KEY} &']])).toBe('ws://a?k=${env:KEY}%20%26');
});
