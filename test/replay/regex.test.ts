import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex, escapeRegex, groupsOf, longestSearched, search } from '../../src/replay/regex.ts';

describe('search', () => {
  it('finds a match with its groups', () => {
    const found = search(/(\d+)/, 'id 42');
    expect(found.kind === 'match' && [...found.groups]).toEqual(['42', '42']);
    expect(search(/x/, 'id 42')).toEqual({ kind: 'miss' });
  });

  it('finds the same under the watchdog', () => {
    expect(search(/^(?<words>(?:\w+ ?)+)$/, 'a b c')).toMatchObject({ kind: 'match', groups: { 1: 'a b c' } });
    expect(search(/^(\w+\s?)+$/, '!')).toEqual({ kind: 'miss' });
  });

  it('stops a pattern that would run for ever, and goes on working', () => {
    const started = performance.now();
    expect(search(/^(a+)+$/, `${'a'.repeat(50)}b`)).toEqual({ kind: 'tooSlow' });
    expect(search(/^(?:a|a)*$/, `${'a'.repeat(50)}b`)).toEqual({ kind: 'tooSlow' });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(search(/^(a+)+$/, 'aaa')).toMatchObject({ kind: 'match' });
  });

  it('stops patterns of many choices without repetition of groups', () => {
    const source = `^${'a?'.repeat(40)}${'a'.repeat(40)}$`;
    expect(search(new RegExp(source), `${'a'.repeat(60)}b`).kind).toBe('tooSlow');
  });

  it('does not search longer texts', () => {
    expect(search(/a/, 'a'.repeat(longestSearched + 1))).toEqual({ kind: 'tooLong' });
    expect(search(/a$/, 'a'.repeat(longestSearched)).kind).not.toBe('tooLong');
  });
});

describe('compileRegex', () => {
  it('gives the pattern or says why it is none', () => {
    expect(compileRegex('a+')).toEqual({ regex: /a+/ });
    expect(compileRegex('(')).toEqual({ problem: 'This is no regular expression: /(/: Unterminated group.' });
  });
});

it('escapes any text to stand for itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(new RegExp(`^${escapeRegex(text)}$`).test(text)).toBe(true);
    }),
  );
});

it('knows the groups of a pattern', () => {
  expect(groupsOf(/(a)(?<b>c)(?:d)/)).toEqual({ count: 2, names: ['b'] });
  expect(groupsOf(/a/)).toEqual({ count: 0, names: [] });
});
