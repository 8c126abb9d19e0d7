import { expect, test } from 'vitest';
import { profilesOf } from '../../../src/formats/connections/profilesOf.ts';

const one = (url: string, name?: string) => ({
  ...(name === undefined ? {} : { name }),
  options: { url },
  messages: [],
});

test('gives every connection a name of its own', () => {
  const connections = [one('wss://ann:pw@a/b/?token=1'), one('wss://a/b'), one('ws://c', 'Chat'), one('ws+unix:/s:/p')];
  const profiles = profilesOf({ format: '', unmapped: [], variables: {}, connections }, ['Chat']);
  expect(profiles.map(({ name }) => name)).toEqual(['a/b', 'a/b (2)', 'Chat (2)', '/s:/p']);
});

test('gives along the values that it refers to, and those that they refer to', () => {
  const variables = { host: '${name}.example.com', name: 'chat', unused: 'x', loop: '${loop}' };
  const connections = [one('ws://${host}/${unknown}', 'A'), one('ws://${loop}', 'B'), one('ws://c', 'C')];
  expect(profilesOf({ format: '', unmapped: [], variables, connections }, [])).toEqual([
    { name: 'A', url: 'ws://${host}/${unknown}', variables: { host: '${name}.example.com', name: 'chat' } },
    { name: 'B', url: 'ws://${loop}', variables: { loop: '${loop}' } },
    { name: 'C', url: 'ws://c' },
  ]);
});
