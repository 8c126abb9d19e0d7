import { expect, it } from 'vitest';
import { Scope } from '../../src/replay/scope.ts';

it('gives the innermost value, and asks outside last', () => {
  const scope = new Scope({ a: 1, b: 2 }, (name) => (name === 'env:X' ? 'x' : undefined));
  const round = scope.within({ b: 3, c: 4 });
  expect([round.get('a'), round.get('b'), round.get('c'), round.get('env:X'), round.get('d')]).toEqual([
    1,
    3,
    4,
    'x',
    undefined,
  ]);
  expect(scope.get('c')).toBeUndefined();
  expect(round.all()).toEqual({ a: 1, b: 3, c: 4 });
});

it('keeps what is captured in a round for all that follows', () => {
  const scope = new Scope({}, () => undefined);
  const round = scope.within({ b: 3 });
  round.set('token', 't');
  round.set('b', 5);
  expect([round.get('b'), scope.get('token'), scope.get('b')]).toEqual([5, 't', 5]);
});
