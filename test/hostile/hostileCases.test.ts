import { describe, expect, it } from 'vitest';
import { hostileCases } from '../support/hostile/hostileCases.ts';

const violations = hostileCases.filter(({ kind }) => kind === 'violation');

describe('the table of hostile cases', () => {
  it('has every id once', () => {
    const ids = hostileCases.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it.each(violations)('$id names the rules that are broken, or says why there are none', (hostile) => {
    const reasons = [(hostile.rules ?? []).length > 0, (hostile.rulesBecause ?? '').length > 0];
    expect(reasons.filter(Boolean)).toHaveLength(1);
  });

  it('has no rules for what is valid', () => {
    const valid = hostileCases.filter(({ kind }) => kind === 'valid');
    expect(valid.filter(({ rules = [] }) => rules.length > 0)).toEqual([]);
  });
});
