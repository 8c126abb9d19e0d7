import { describe, expect, it } from 'vitest';
import { checkProfileReferences, checkVariables, referenceScope } from '../../src/profiles/checkReferences.ts';
import { memberOf, membersOf, readJson } from '../../src/profiles/jsonText.ts';

function check(source: string, outside = {}) {
  const json = readJson(source);
  const environments = membersOf(memberOf(json.root, 'environments')).flatMap(({ value }) => (value ? [value] : []));
  const scope = referenceScope(memberOf(json.root, 'variables'), environments, ['known'], outside);
  const told: string[] = [];
  const report = (node: { readonly offset: number }, offset: number, message: string): void => {
    told.push(`${source.slice(node.offset + 1 + offset, node.offset + 1 + offset + 8)} ${message}`);
  };
  checkVariables(scope, report);
  for (const profile of memberOf(json.root, 'profiles')?.children ?? []) {
    checkProfileReferences(profile, scope, ['taken'], report);
  }
  return told;
}

describe('checkVariables', () => {
  it('knows what any environment defines', () => {
    expect(check('{ "variables": { "a": "${b}" }, "environments": { "e": { "b": "1" } } }')).toEqual([]);
  });

  it('finds a round that only one environment makes', () => {
    const told = check('{ "variables": { "a": "1", "b": "${a}" }, "environments": { "e": { "a": "${b}" }, "f": {} } }');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^\$\{[ab]\}.*that never ends/);
  });

  it('knows names of the outside', () => {
    const source = '{ "variables": { "a": "${b} ${input:i}" } }';
    expect(check(source, { variables: ['b'], inputs: ['i'] })).toEqual([]);
    expect(check(source)).toHaveLength(2);
  });
});

describe('checkProfileReferences', () => {
  it('looks at names and values, at any depth', () => {
    const told = check(
      '{ "profiles": [ { "headers": { "X-${u}": ["${v}", "${taken}"] }, "tls": { "ca": ["${w}"] } } ] }',
    );
    expect(told.map((one) => one.slice(0, 4))).toEqual(['${u}', '${v}', '${w}']);
  });

  it('tells a round of its own variables, and not that of the file again', () => {
    const told = check(
      '{ "variables": { "a": "${a}" }, "profiles": [ { "variables": { "x": "${a}" } }, { "variables": { "y": "${y}" } } ] }',
    );
    expect(told.filter((one) => one.includes('never ends'))).toHaveLength(2);
  });
});
