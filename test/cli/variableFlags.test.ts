import { expect, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { connectArguments } from '../../src/cli/connectArguments.ts';
import { variablesOf } from '../../src/cli/variableFlags.ts';

test('reads --env and every --var, the last of a name counts', () => {
  expect(
    connectArguments(['ws://a', '--env', 'staging', '--var', 'a=1=2', '--var', 'b=', '--var', 'a=3']),
  ).toMatchObject({
    variables: { environment: 'staging', values: { a: '3', b: '' } },
  });
  expect(variablesOf({})).toEqual({ environment: undefined, values: {} });
});

test('refuses what has no name, without repeating it', () => {
  for (const pair of ['hunter2', '=hunter2', '1a=hunter2', 'a b=hunter2']) {
    expect(() => variablesOf({ var: ['x=1', pair] })).toThrow(ArgumentError);
    expect(() => variablesOf({ var: ['x=1', pair] })).not.toThrow(/hunter2/);
  }
});
