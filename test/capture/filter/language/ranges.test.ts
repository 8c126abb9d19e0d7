import { describe, expect, it } from 'vitest';
import { printRange, readRange } from '../../../../src/capture/filter/language/ranges.ts';

const whole = (text: string, offset: number) =>
  /^\d+$/.test(text)
    ? { ok: true as const, value: Number(text) }
    : { ok: false as const, offset, message: 'no number' };

describe('readRange', () => {
  it.each([
    ['5', { kind: 'is', value: 5 }],
    ['=5', { kind: 'is', value: 5 }],
    ['>5', { kind: 'above', value: 5, inclusive: false }],
    ['>=5', { kind: 'above', value: 5, inclusive: true }],
    ['<5', { kind: 'below', value: 5, inclusive: false }],
    ['..5', { kind: 'below', value: 5, inclusive: true }],
    ['5..', { kind: 'above', value: 5, inclusive: true }],
    ['5..7', { kind: 'between', min: 5, max: 7 }],
  ] as const)('reads %s', (text, range) => {
    expect(readRange(text, whole)).toEqual({ ok: true, range });
  });

  it.each([
    ['', 0],
    ['>', 1],
    ['5..x', 3],
    ['x..5', 0],
    ['..', 0],
    ['7..5', 0],
  ])('refuses %j at %i', (text, offset) => {
    expect(readRange(text, whole)).toMatchObject({ ok: false, offset });
  });

  it('reads back what it prints', () => {
    for (const text of ['5', '>5', '>=5', '<5', '<=5', '5..7']) {
      const read = readRange(text, whole);
      expect(read.ok && printRange(read.range, String)).toBe(text);
    }
  });
});
