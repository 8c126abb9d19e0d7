import { expect, test } from 'vitest';
import { connectionsOfUrls, isUrlList } from '../../../src/formats/connections/urlList.ts';
import { reading } from './reading.ts';

test('takes one connection a line, with its name', () => {
  const text =
    '# servers\nws://a/x\n\nStaging chat: wss://b\nlocal, http://127.0.0.1:9\nws+unix:/run/s:/p\nnothing here\n';
  expect(isUrlList(text)).toBe(true);
  const { connections, unmapped } = reading(connectionsOfUrls, text);
  expect(connections.map(({ name, options }) => [name, options.url])).toEqual([
    [undefined, 'ws://a/x'],
    ['Staging chat', 'wss://b'],
    ['local', 'ws://127.0.0.1:9'],
    [undefined, 'ws+unix:/run/s:/p'],
  ]);
  expect(unmapped).toEqual(['Line 7 is no URL of a WebSocket: nothing here']);
});

test('is none without a URL', () => {
  expect(isUrlList('hello\nworld')).toBe(false);
});
