import { expect, test } from 'vitest';
import { optionSections, options } from '../../../src/profiles/optionSpec.ts';
import { hookOf, optionAt, partsOf, placeOf, topOf } from '../../../webview/connection/optionPaths.ts';

test('an option by its path, and what its hook is called', () => {
  expect(optionAt('tls.minVersion')?.keys).toEqual(['tls', 'minVersion']);
  expect(optionAt('tls')).toBeUndefined();
  expect(['deflate', 'followRedirects', 'tls.minVersion', 'auth.in'].map(hookOf)).toEqual([
    'deflate',
    'follow-redirects',
    'tls-min-version',
    'auth-in',
  ]);
  expect(new Set(options.map(({ path }) => hookOf(path))).size).toBe(options.length);
  expect(['tls.ca', 'url'].map(topOf)).toEqual(['tls', 'url']);
});

test.each([
  [{ field: 'headers', part: 'name', index: 1 }, 'headers'],
  [{ field: 'tls', part: 'ca', index: 0 }, 'tls.ca'],
  [{ field: 'tls' }, 'tls.verify'],
  [{ field: 'auth', part: 'odd' }, 'auth.type'],
  [{ field: 'url' }, 'url'],
] as const)('a problem of %o is told at %s', (place, path) => {
  expect(placeOf({ ...place, message: '' })).toBe(path);
});

test('every option but the URL stands in one part of one section', () => {
  const placed = optionSections.flatMap(({ name }) => partsOf(name).flatMap((part) => part.options));
  expect(placed.map(({ path }) => path).sort()).toEqual(
    options.flatMap(({ path }) => (path === 'url' ? [] : [path])).sort(),
  );
});

test('groups have a name where they are not alone', () => {
  expect(partsOf('life').map(({ title }) => title)).toEqual([undefined, 'Keep-alive', 'Reconnect']);
  expect(partsOf('tls').map(({ title }) => title)).toEqual([undefined]);
});
