import { describe, expect, it } from 'vitest';
import { isQuick } from '../../src/base/regexCost.ts';

describe('isQuick', () => {
  it.each(['tick', '^a.c$', String.raw`\d\d:\d\d`, '(?:a)(b)'])('lets %s run at any length', (source) => {
    expect(isQuick(source, 1e9)).toBe(true);
  });

  it('lets a few choices run on short texts', () => {
    expect(isQuick('a+b', 1000)).toBe(true);
    expect(isQuick('a+b', 100_000)).toBe(false);
  });

  it.each(['(a+)+$', '(?:a|a)*', String.raw`(a)\1`, String.raw`(?<x>a)\k<x>`])('does not trust %s', (source) => {
    expect(isQuick(source, 10)).toBe(false);
  });
});
