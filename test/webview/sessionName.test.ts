import { expect, test } from 'vitest';
import { sessionName } from '../../webview/sessionName.ts';

test.each([
  ['ws://127.0.0.1:33723/status/403', { start: '/status/403', end: '', host: '127.0.0.1:33723' }],
  ['127.0.0.1:9001/echo?a=b', { start: '/echo?a=b', end: '', host: '127.0.0.1:9001' }],
  ['wss://example.com?room=1', { start: '?room=1', end: '', host: 'example.com' }],
  ['ws://[::1]:80/', { start: '[::1]:80/', end: '', host: '' }],
  ['wss://example.com', { start: 'example.com', end: '', host: '' }],
  ['My chat', { start: 'My chat', end: '', host: '' }],
  ['Chat / staging', { start: 'Chat / staging', end: '', host: '' }],
  ['ws://', { start: 'ws://', end: '', host: '' }],
  ['', { start: '', end: '', host: '' }],
])('the part of %j that differs comes first', (title, name) => {
  expect(sessionName(title)).toEqual(name);
});

test('a long name is cut in the middle: its end stays', () => {
  expect(sessionName('wss://example.com/api/v2/organisations/17/events')).toEqual({
    start: '/api/v2/organisatio',
    end: 'ns/17/events',
    host: 'example.com',
  });
});
