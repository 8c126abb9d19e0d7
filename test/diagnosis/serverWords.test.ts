import { expect, test } from 'vitest';
import { serverWords, statusAndWords } from '../../src/diagnosis/serverWords.ts';
import { body, refusal, response } from '../support/evidence.ts';

const answer = (text: string, status = '403 Forbidden', type?: string) =>
  refusal(response(`HTTP/1.1 ${status}`), undefined, { body: body(text, type) });

test.each([
  ['{"message":"token expired"}', 'token expired'],
  ['room is full', 'room is full'],
  ['<title>Error</title><h1>Error</h1><pre>TypeError: x is undefined</pre>', 'TypeError: x is undefined'],
  ['<h1>403 Forbidden</h1><p>Your address is blocked.</p><hr><center>nginx/1.26</center>', 'Your address is blocked.'],
])('%s says why', (text, words) => expect(serverWords(answer(text))).toBe(words));

test.each([
  '{"message":"Forbidden"}',
  'Forbidden',
  '<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx</center></body></html>',
  'HTTP Error 403',
  '',
])('%s only repeats the status', (text) => expect(serverWords(answer(text))).toBeUndefined());

test('secrets in them are masked', () => {
  expect(serverWords(answer('no such token: Bearer abcdef123456'))).not.toContain('abcdef123456');
});

test('for a title', () => {
  expect(statusAndWords(answer('room is full'))).toBe('403: "room is full"');
  expect(statusAndWords(answer(''))).toBe('403');
});
