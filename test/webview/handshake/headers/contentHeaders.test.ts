import { expect, test } from 'vitest';
import { contentHeaders } from '../../../../webview/handshake/headers/contentHeaders.ts';
import { explainHeader } from '../../../../webview/handshake/headers/explainHeader.ts';

test('names are in lower case', () =>
  expect(Object.keys(contentHeaders).every((name) => name === name.toLowerCase())).toBe(true));

test('a length where there must be none is told', () => {
  const words = (accepted: boolean): string | undefined =>
    explainHeader('Content-Length', '12', { side: 'response', request: [], accepted })?.words;
  expect(words(false)).toBe('The length of the body: 12 bytes.');
  expect(words(true)).toContain('must not have one');
});
