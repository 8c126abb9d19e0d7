import { expect, it } from 'vitest';
import { optionsOf } from '../../src/profiles/profile.ts';

it('gives the connection without what only the file knows', () => {
  const profile = { name: 'a', extends: 'b', variables: { x: '1' }, url: 'ws://a', deflate: false };
  expect(optionsOf(profile)).toEqual({ url: 'ws://a', deflate: false });
});
