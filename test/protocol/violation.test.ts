import { expect, it } from 'vitest';
import { VIOLATIONS, violationOf } from '../../src/protocol/violation.ts';

it('keeps a section and a plain sentence for every rule', () => {
  for (const [key, { section, rule }] of Object.entries(VIOLATIONS)) {
    expect(key).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(section).toMatch(/^RFC \d{4} §\d+(?:\.\d+)*$/);
    expect(rule).toMatch(/^[A-Z].*\.$/s);
  }
});

it('makes a violation with the section of its rule', () => {
  expect(violationOf('frame-masked-by-server', 'server', 7, 4, 'It did.')).toEqual({
    rule: 'frame-masked-by-server',
    section: 'RFC 6455 §5.1',
    by: 'server',
    offset: 7,
    length: 4,
    sentence: 'It did.',
  });
});
