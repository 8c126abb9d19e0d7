import { expect, test } from 'vitest';
import { cachingHeaders } from '../../../../webview/handshake/headers/cachingHeaders.ts';
import { explainHeader } from '../../../../webview/handshake/headers/explainHeader.ts';

const context = { side: 'response', request: [], accepted: false } as const;

test('names are in lower case', () =>
  expect(Object.keys(cachingHeaders).every((name) => name === name.toLowerCase())).toBe(true));

test('what the value says', () => {
  expect(explainHeader('Cache-Control', 'no-store, private, max-age=3600', context)?.parts).toEqual([
    'no-store: nobody may keep a copy.',
    "private: only the user's own cache may keep a copy.",
    'max-age: a copy is good for 60 minutes.',
  ]);
  expect(explainHeader('Age', '30', context)?.words).toContain('kept for 30 seconds');
});
