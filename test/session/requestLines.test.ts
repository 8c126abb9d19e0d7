import { expect, test } from 'vitest';
import { targetOf } from '../../src/session/dial/target.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { requestLines, requestUrl } from '../../src/session/requestLines.ts';

const lines = (options: Partial<ConnectionOptions>, url = 'ws://a.test/x') =>
  requestLines({ url, ...options }, targetOf(url)).map(([name, value]) => `${name}: ${value}`);
const basic = (text: string): string => `Authorization: Basic ${Buffer.from(text).toString('base64')}`;

test('headers first, then origin, credentials and cookies', () => {
  expect(
    lines({
      headers: [['X-A', '1']],
      origin: 'https://a.test',
      auth: { type: 'bearer', token: 'abc' },
      cookies: [
        ['sid', '1'],
        ['theme', 'dark'],
      ],
    }),
  ).toEqual(['X-A: 1', 'Origin: https://a.test', 'Authorization: Bearer abc', 'Cookie: sid=1; theme=dark']);
});

test('Basic in UTF-8, from the options or from the URL, decoded', () => {
  expect(lines({ auth: { type: 'basic', username: 'ann', password: 'pä:ss' } })).toEqual([basic('ann:pä:ss')]);
  expect(lines({ auth: { type: 'basic', username: 'ann' } })).toEqual([basic('ann:')]);
  expect(lines({}, 'ws://ann:p%40ss@a.test/')).toEqual([basic('ann:p@ss')]);
  expect(lines({}, 'ws://token@a.test/')).toEqual([basic('token:')]);
});

test('an API key as a header, or in the query, which otherwise stays as it is written', () => {
  const key = { type: 'apiKey', name: 'api key', value: 'a&b=c' } as const;
  expect(lines({ auth: { ...key, name: 'X-Key' } })).toEqual(['X-Key: a&b=c']);
  const url = 'ws://a.test/x?q={"a":1}';
  expect(lines({ auth: { ...key, in: 'query' } }, url)).toEqual([]);
  const asked = requestUrl(new URL(url), { url, auth: { ...key, in: 'query' } });
  expect(asked.href).toBe(`${new URL(url).href}&api%20key=a%26b%3Dc`);
  expect(requestUrl(new URL('ws://a.test/'), { url, auth: { ...key, in: 'query' } }).search).toBe(
    '?api%20key=a%26b%3Dc',
  );
  const same = new URL(url);
  expect(requestUrl(same, { url })).toBe(same);
});
