import { expect, test } from 'vitest';
import { options } from '../../../src/profiles/optionSpec.ts';
import { counts } from '../../../webview/connection/authFields.ts';

test.each([
  ['', []],
  ['basic', ['auth.username', 'auth.password']],
  ['bearer', ['auth.token']],
  ['apiKey', ['auth.name', 'auth.value', 'auth.in']],
])('with authentication "%s" these credentials count: %j', (type, expected) => {
  const auth = options.map(({ path }) => path).filter((path) => path.startsWith('auth.') && counts(path, type));
  expect(auth).toEqual(['auth.type', ...expected]);
});

test('all other options always count', () => {
  expect(counts('headers', '')).toBe(true);
  expect(counts('tls.ca', 'basic')).toBe(true);
});
