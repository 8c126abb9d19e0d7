import { expect, test } from 'vitest';
import { readToken } from '../../src/lens/jwt.ts';

const part = (text: string): string => Buffer.from(text).toString('base64url');
const token = `${part('{"alg":"HS256","typ":"JWT"}')}.${part('{"sub":12345678901234567890,"iat":1700000000,"exp":1700003600}')}.${part('signature')}`;

test('header and payload exactly, and the times', () => {
  expect(readToken(`Bearer ${token}`)).toEqual({
    header: '{"alg":"HS256","typ":"JWT"}',
    payload: '{"sub":12345678901234567890,"iat":1700000000,"exp":1700003600}',
    algorithm: 'HS256',
    times: [
      { claim: 'iat', meaning: 'issued', atMs: 1_700_000_000_000 },
      { claim: 'exp', meaning: 'expires', atMs: 1_700_003_600_000 },
    ],
    signatureBytes: 9,
  });
});

test('an unsigned one is a token, too; three words with dots are none', () => {
  expect(readToken(`${part('{"alg":"none"}')}.${part('{}')}.`)).toMatchObject({ algorithm: 'none', signatureBytes: 0 });
  for (const text of ['a.b.c', 'www.example.test', `${part('[]')}.${part('{}')}.x`, ''])
    expect(readToken(text)).toBeUndefined();
});
