import { expect, test } from 'vitest';
import { isSecretHeader, isSecretName, nameSecrets, wordsOf } from '../../src/base/secretNames.ts';

test.each([
  ...['token', 'refreshToken', 'X-Api-Key', 'password', 'sessionId', 'authtoken', 'JSESSIONID', 'key', 'apikey'],
  ...['subscription-key', 'X-Amz-Signature', 'id_token'],
])('a parameter named %s holds a secret', (name) => expect(isSecretName(name)).toBe(true));

test.each(['monkey', 'author', 'keynote', 'side', 'sort_key', 'room', 'theme', ''])(
  'a parameter named %j holds none',
  (name) => expect(isSecretName(name)).toBe(false),
);

test.each([
  ...['Authorization', 'proxy-authorization', 'Cookie', 'set-cookie', 'X-Api-Key', 'x-functions-key', 'X-Auth-Token'],
  ...['Client-Secret', 'X-CSRF-Token', ' authorization ', 'X-Session'],
])('the header %s holds a secret', (name) => expect(isSecretHeader(name)).toBe(true));

test.each([
  ...['Sec-WebSocket-Key', 'sec-websocket-key', 'SEC-WEBSOCKET-KEY', 'Sec-WebSocket-Protocol', 'Host', 'Origin'],
  ...['Server', 'Keep-Alive', 'X-Keyboard'],
])('the header %s holds none', (name) => expect(isSecretHeader(name)).toBe(false));

test.each(['apiKey', 'api_key', 'Api-Key', '-api--key-'])('%s is two words', (name) =>
  expect(wordsOf(name)).toEqual(['api', 'key']),
);

test('names that the user calls secret are so for headers and parameters, until others are named', () => {
  expect(nameSecrets(['tenant', '/^acme/', '/(/'])).toHaveLength(1);
  expect([isSecretName('Tenant'), isSecretHeader('ACME-Login'), isSecretName('room')]).toEqual([true, true, false]);
  expect(isSecretName('token')).toBe(true);
  expect(nameSecrets([])).toEqual([]);
  expect([isSecretName('Tenant'), isSecretHeader('ACME-Login')]).toEqual([false, false]);
});
