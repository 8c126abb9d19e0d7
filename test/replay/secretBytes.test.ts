import { describe, expect, test } from 'vitest';
import { SecretBytes, stars } from '../../src/replay/secretBytes.ts';
import { utf8 } from '../support/captureStreams.ts';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('SecretBytes', () => {
  test('has a star for each byte of a secret, as it is, as JSON or a URL writes it', () => {
    const secrets = new SecretBytes(['k\u00e9y"1', 'a/b=c']);
    expect(text(secrets.starred(utf8('<k\u00e9y"1> "k\u00e9y\\"1" a/b=c a\\/b=c a%2Fb%3Dc')))).toBe(
      '<******> "*******" ***** ****** *********',
    );
  });

  test('gives the same bytes when there is none, and knows no short ones', () => {
    const bytes = utf8('abc is not here');
    expect(new SecretBytes(['abc', 'abcd']).starred(bytes)).toBe(bytes);
    expect(new SecretBytes(['abc']).longest).toBe(0);
    expect(new SecretBytes(['k\u00e9y1']).longest).toBe('k%C3%A9y1'.length);
  });

  test('joins places that overlap or touch', () => {
    const secrets = new SecretBytes(['abab', 'bcde', 'efgh']);
    expect(secrets.placesIn(utf8('.ababab.abcde.bcdefgh.abababcde'))).toEqual([
      { start: 1, end: 7 },
      { start: 9, end: 13 },
      { start: 14, end: 21 },
      { start: 22, end: 31 },
    ]);
    expect(secrets.placesIn(utf8('ababefgh'))).toEqual([{ start: 0, end: 8 }]);
  });
});

test('stars', () => {
  expect(text(stars(3))).toBe('***');
});
