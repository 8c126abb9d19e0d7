import { expect, it } from 'vitest';
import { targetsOf } from '../../src/replay/targets.ts';

const rest = { variables: {}, steps: [] };

it('opens its own connection first, then the named ones in their order', () => {
  const connections = { b: { url: 'ws://b' }, a: { profile: 'p' } };
  expect([...targetsOf({ ...rest, url: 'ws://x', connections })]).toEqual([
    [undefined, { url: 'ws://x' }],
    ['b', { url: 'ws://b' }],
    ['a', { profile: 'p' }],
  ]);
  expect([...targetsOf({ ...rest, profile: 'q' }).values()]).toEqual([{ profile: 'q' }]);
  expect([...targetsOf({ ...rest, connections }).keys()]).toEqual(['b', 'a']);
});
