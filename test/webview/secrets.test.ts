import { expect, test } from 'vitest';
import { looksSecret } from '../../webview/secrets.ts';

test.each([
  ['Authorization', true],
  ['proxy-authorization', true],
  ['Cookie', true],
  ['Set-Cookie', true],
  ['X-Api-Key', true],
  ['X-Auth-Token', true],
  ['Client-Secret', true],
  ['Sec-WebSocket-Key', false],
  ['Host', false],
  ['Origin', false],
])('%s looks secret: %s', (name, secret) => {
  expect(looksSecret(name)).toBe(secret);
});
