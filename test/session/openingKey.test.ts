import { expect, test } from 'vitest';
import { newOpeningKey } from '../../src/session/openingKey.ts';

test('each key is 16 bytes in base64, and none comes twice', () => {
  const keys = Array.from({ length: 500 }, newOpeningKey);
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9+/]{21}[AQgw]==$/);
  expect(new Set(keys).size).toBe(500);
});
