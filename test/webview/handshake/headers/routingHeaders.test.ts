import { expect, test } from 'vitest';
import { explainHeader } from '../../../../webview/handshake/headers/explainHeader.ts';
import { amazonHeader, routingHeaders } from '../../../../webview/handshake/headers/routingHeaders.ts';

const words = (name: string, value: string): string =>
  explainHeader(name, value, { side: 'response', request: [], accepted: false })?.words ?? '';

test('names are in lower case', () =>
  expect(Object.keys(routingHeaders).every((name) => name === name.toLowerCase())).toBe(true));

test('what the value says', () => {
  expect(words('Via', '1.1 a, 1.1 b')).toContain('2 of them');
  expect(words('Retry-After', '120')).toContain('wait 2 minutes');
  expect(words('Retry-After', 'Fri, 31 Dec 2027 23:59:59 GMT')).toContain('until this moment');
  expect(words('Keep-Alive', 'timeout=5')).toContain('Here: 5 seconds.');
  expect(words('Location', '/x')).toContain('Browsers do not follow it');
  expect(words('X-Amzn-Trace-Id', 'x')).toBe(amazonHeader.words);
});
