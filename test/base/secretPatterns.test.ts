import { expect, test } from 'vitest';
import { LONGEST_PATTERN, MOST_PATTERNS, readSecretPatterns } from '../../src/base/secretPatterns.ts';

test.each([
  [['tenant'], 'Tenant', true],
  [['tenant'], 'tenant-id', false],
  [['x-acme-*'], 'X-Acme-Login', true],
  [['x-acme-*'], 'my-x-acme-login', false],
  [['a.c'], 'abc', false],
  [['/^acme(id|no)$/'], 'ACMEID', true],
  [['/acme/i'], 'my-acme-number', true],
  [['/'], '/', true],
  [['room', 'seat'], 'seat', true],
  [[], 'seat', false],
])('%j: %s %s', (patterns, name, matches) => {
  const read = readSecretPatterns(patterns);
  expect(read.problems).toEqual([]);
  expect(read.matches(name)).toBe(matches);
});

test.each([
  ['', '"" is empty.'],
  ['/(/', '"/(/" is no regular expression: '],
  ['/(a+)+$/', '"/(a+)+$/" could take very long to look for'],
  ['/.*.*.*.*/', 'could take very long'],
  ['a*b*c*d*e', '"a*b*c*d*e" has more than three stars.'],
  ['x'.repeat(LONGEST_PATTERN + 1), `is longer than ${LONGEST_PATTERN} characters.`],
])('%s is told, and the others count', (pattern, problem) => {
  const { problems, matches } = readSecretPatterns([pattern, 'seat']);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
  expect(matches('seat')).toBe(true);
});

test('more than can be looked for are told', () => {
  const { problems, matches } = readSecretPatterns(Array.from({ length: MOST_PATTERNS + 1 }, (_, n) => `name${n}`));
  expect(problems).toEqual([`Of ${MOST_PATTERNS + 1} patterns the first ${MOST_PATTERNS} count.`]);
  expect(matches(`name${MOST_PATTERNS}`)).toBe(false);
});

test('no name takes long, whatever the pattern', () => {
  const { matches } = readSecretPatterns(['*a*a*b', '/a*a*b/']);
  const started = performance.now();
  matches('a'.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(1000);
});
