import { describe, expect, test } from 'vitest';
import type { Route } from '../../src/demo/route.ts';
import { matchRoute } from '../../src/demo/route.ts';

const plain: Route = { kind: 'bytes', path: '/plain', shows: '', serve: () => undefined };
const family: Route = { kind: 'bytes', path: '/family/<member>', shows: '', serve: () => undefined };

describe('matchRoute', () => {
  test.each([
    ['/plain', plain, ''],
    ['/family/uncle', family, 'uncle'],
    ['/family/', family, ''],
    ['/family', family, ''],
  ])('finds the route of %s', (pathname, route, parameter) => {
    expect(matchRoute([plain, family], pathname)).toEqual({ route, parameter });
  });

  test.each(['/', '/plain/', '/plainer', '/PLAIN', '/family/uncle/bob', '/families', '/family/<member>/x'])(
    'finds none for %s',
    (pathname) => {
      expect(matchRoute([plain, family], pathname)).toBeUndefined();
    },
  );
});
