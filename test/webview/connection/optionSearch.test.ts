import { expect, test } from 'vitest';
import { options } from '../../../src/profiles/optionSpec.ts';
import { fitsSearch } from '../../../webview/connection/optionSearch.ts';

const found = (query: string): string[] =>
  options.filter((option) => fitsSearch(option, query)).map(({ path }) => path);

test.each([
  ['SNI', 'tls.servername'],
  ['tls min version', 'tls.minVersion'],
  ['tls.minversion', 'tls.minVersion'],
  ['oldest', 'tls.minVersion'],
  ['tcp_nodelay', 'noDelay'],
  ['ipv6 only', 'addressFamily'],
  ['passphrase', 'tls.passphrase'],
  ['rfc 6750', 'auth.token'],
])('"%s" finds %s', (query, path) => {
  expect(found(query)).toContain(path);
});

test('every word counts, and nothing typed lets all pass', () => {
  expect(found('ping payload')).toContain('keepAlive.payload');
  expect(found('ping payload')).not.toContain('keepAlive.interval');
  expect(found('')).toHaveLength(options.length);
  expect(found('xyzzy')).toEqual([]);
});

test('the choice of authentication stands for what it brings in', () => {
  expect(found('password rfc 7617')).toContain('auth.type');
});
