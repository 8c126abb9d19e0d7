import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { isKnownToken, isTokenValue, replacePathTokens, withoutKnownTokens } from '../../src/base/tokenValues.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const known = [
  ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxIn0', 'c2ln'].join('.'),
  `ghp_${'a1B2'.repeat(9)}`,
  `xoxb-${'12345-'.repeat(3)}abc`,
  `sk_live_${'a1'.repeat(8)}`,
  `AKIA${'A1B2'.repeat(4)}`,
  `bot123456789:${'aB-_'.repeat(9)}`,
];

test.each(known)('%s is a known token', (token) => {
  expect(isKnownToken(token)).toBe(true);
  expect(isTokenValue(token)).toBe(true);
});

test('known tokens are found in running text, and nothing else is', () => {
  const [token = ''] = known;
  expect(withoutKnownTokens(`sent ${token}, then "${token}".`, 'X')).toBe('sent X, then "X".');
  expect(withoutKnownTokens('task-force-with-a-long-name-of-words', 'X')).toBe('task-force-with-a-long-name-of-words');
});

test('most random texts of common alphabets are tokens', () => {
  const texts = Array.from({ length: 200 }, () => [
    randomBytes(24).toString('base64url'),
    randomBytes(32).toString('base64'),
    randomBytes(16).toString('hex'),
  ]).flat();
  expect(texts.filter(isTokenValue).length / texts.length).toBeGreaterThan(0.9);
});

test.each([
  ...[
    '',
    'lobby',
    'createRoomForUser2024Session',
    'my-long-chat-room-2026-01-31-lobby',
    'gpt-4o-realtime-preview-2024-12-17',
  ],
  ...['1767225600000000000000', 'averyveryverylongwordwithoutdigits', 'ANOTHER-VERY-LONG-NAME-IN-CAPITALS'],
  // Identifiers: a UUID, a ULID, an ObjectId.
  ...['0b9f3c1e-6c54-4e0b-9d38-5d4f3b1d7a10', '01HZY3J9Q8W2V7X5K4M3N2P1R0', '507f1f77bcf86cd799439011'],
  ...['ec2-12-34-56-78.compute-1.amazonaws.com', '${secret:a-long-name-of-a-secret-1A2b}', '••••••'],
])('%s is none', (text) => expect(isTokenValue(text)).toBe(false));

test.each([
  ['wss://h/hooks/9fQ2xLm47ZbTq81RkV0c/room?a=1/9fQ2xLm47ZbTq81RkV0c', 'wss://h/hooks/X/room?a=1/9fQ2xLm47ZbTq81RkV0c'],
  ['GET /9fQ2xLm47ZbTq81RkV0c HTTP/1.1', 'GET /X HTTP/1.1'],
  ['/9fQ2xLm47ZbTq81RkV0c/9fQ2xLm47ZbTq81RkV0c', '/X/X'],
  ['wss://9fQ2xLm47ZbTq81RkV0c/chat', 'wss://9fQ2xLm47ZbTq81RkV0c/chat'],
  ['wss://h/%39fQ2xLm47ZbTq81RkV0c', 'wss://h/X'],
  ['wss://h/50%', 'wss://h/50%'],
  ['9fQ2xLm47ZbTq81RkV0c', '9fQ2xLm47ZbTq81RkV0c'],
])('%s: the tokens of the path alone', (url, replaced) => expect(replacePathTokens(url, () => 'X')).toBe(replaced));
