import { expect, test } from 'vitest';
import { matchRoute } from '../../src/demo/route.ts';
import { routes } from '../../src/demo/routes.ts';

test('Every path of the table leads to its own route, by its example too.', () => {
  for (const route of routes) {
    expect(matchRoute(routes, route.path)?.route).toBe(route);
    expect(matchRoute(routes, (route.example ?? route.path).split('?')[0]!)?.route).toBe(route);
  }
});

test('The table holds what the demo server promises.', () => {
  expect(routes.map((route) => route.path)).toEqual([
    '/echo',
    '/clock',
    '/chat',
    '/binary',
    '/fragments',
    '/deflate',
    '/ping',
    '/subprotocol',
    '/flood',
    '/close/<code>',
    '/drop',
    '/silent',
    '/status/<code>',
    '/redirect',
    '/bad-accept',
    '/no-upgrade-header',
    '/masked',
    '/rsv',
    '/bad-utf8',
  ]);
});

test('Each route says in one sentence what it shows.', () => {
  for (const route of routes) expect(route.shows).toMatch(/^[A-Zp].{20,}\.$/);
});
