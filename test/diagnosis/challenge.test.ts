import { expect, test } from 'vitest';
import { challengeText, parseChallenges } from '../../src/diagnosis/challenge.ts';

const read = (value: string) =>
  parseChallenges(value).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);

test.each([
  ['Basic realm="corp"', [['Basic', { realm: 'corp' }]]],
  ['Negotiate', [['Negotiate', {}]]],
  [
    'Negotiate YIIabc==, NTLM',
    [
      ['Negotiate', {}],
      ['NTLM', {}],
    ],
  ],
  [
    'Bearer realm="api", error="invalid_token", error_description="The token, alas, expired"',
    [['Bearer', { realm: 'api', error: 'invalid_token', error_description: 'The token, alas, expired' }]],
  ],
  [
    'Digest realm="a", qop=auth, Basic realm="say \\"hi\\""',
    [
      ['Digest', { realm: 'a', qop: 'auth' }],
      ['Basic', { realm: 'say "hi"' }],
    ],
  ],
  ['', []],
  ['"nonsense', []],
])('%s', (value, challenges) => expect(read(value)).toEqual(challenges));

test('says scheme and realm', () => {
  expect(parseChallenges('Basic realm="corp", Bearer').map(challengeText)).toEqual(['Basic, realm "corp"', 'Bearer']);
});
