import { describe, expect, it } from 'vitest';
import { cutText, excerptOf, quoteJson } from '../../src/replay/excerpt.ts';
import { bytesOf } from './fakes.ts';

describe('cutText', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly te', 10, 'exactly te'],
    ['longer than ten', 10, 'longer th…'],
    ['12345678😀90', 10, '12345678…'],
    ['a\nb\u001b[31m', 10, 'a\\nb\\x1b[31m'],
  ])('shows %j within %i', (text, most, shown) => {
    expect(cutText(text, most)).toBe(shown);
  });
});

describe('excerptOf', () => {
  it.each([
    [{ opcode: 1, bytes: bytesOf('héllo') }, 'héllo'],
    [{ opcode: 1, bytes: bytesOf('x'.repeat(5_000)) }, `${'x'.repeat(119)}…`],
    [{ opcode: 2, bytes: new Uint8Array([1, 255]) }, 'binary, 2 bytes: 01 ff'],
    [{ opcode: 2, bytes: new Uint8Array(0) }, 'binary, 0 bytes'],
    [{ opcode: 2, bytes: new Uint8Array(17) }, `binary, 17 bytes: ${'00 '.repeat(16)}…`],
  ])('shows a message in a few words', (message, shown) => {
    expect(excerptOf(message)).toBe(shown);
  });
});

it('quotes JSON on one line', () => {
  expect(quoteJson({ a: ['x'] })).toBe('{"a":["x"]}');
  expect(quoteJson('x'.repeat(100), 10)).toBe('"xxxxxxxx…');
});
