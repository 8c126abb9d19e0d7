import { expect, test } from 'vitest';
import { explainHeader } from '../../../../webview/handshake/headers/explainHeader.ts';
import { serverHeaders } from '../../../../webview/handshake/headers/serverHeaders.ts';

const words = (name: string, value: string): string =>
  explainHeader(name, value, { side: 'response', request: [], accepted: false })?.words ?? '';

test('names are in lower case', () =>
  expect(Object.keys(serverHeaders).every((name) => name === name.toLowerCase())).toBe(true));

test('what the value says', () => {
  expect(words('Allow', 'POST, PUT')).toContain('POST, PUT');
  expect(words('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')).toContain(
    'for 365 days, with all names below this one',
  );
});
