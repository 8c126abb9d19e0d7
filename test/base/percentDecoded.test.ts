import { expect, test } from 'vitest';
import { percentDecoded } from '../../src/base/percentDecoded.ts';

test.each([
  ['a%20b', 'a b'],
  ['%C3%A9', '\u00e9'],
  ['plain', 'plain'],
  ['', ''],
  ['50%', '50%'],
  ['50% of %20', '50% of %20'],
  ['%FF', '%FF'],
])('%j stands for %j', (text, decoded) => expect(percentDecoded(text)).toBe(decoded));
