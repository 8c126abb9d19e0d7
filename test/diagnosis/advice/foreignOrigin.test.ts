import { expect, test } from 'vitest';
import { foreignOrigin } from '../../../src/diagnosis/advice/foreignOrigin.ts';
import { around, openTo } from './samples.ts';

const from = (origin: string | undefined, url: string) => foreignOrigin(openTo(url, { asked: { origin } }), around);

test('an Origin of somebody else was accepted', () => {
  expect(from('https://evil.example', 'wss://a.test/')?.title).toContain('https://evil.example');
  expect(from('http://localhost:3000', 'wss://a.test/')).toBeDefined();
});

test.each([
  ['https://a.test', 'wss://a.test/'],
  ['https://www.a.test', 'wss://chat.a.test/'],
  ['http://localhost:3000', 'ws://127.0.0.1:9001/'],
  [undefined, 'wss://a.test/'],
  ['null', 'wss://a.test/'],
])('nothing about %s at %s', (origin, url) => {
  expect(from(origin, url)).toBeUndefined();
});
