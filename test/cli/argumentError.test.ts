import { expect, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';

test('is an error that is known by its class and by its name', () => {
  const error = new ArgumentError('--frames takes a whole number, not "many".');
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toBe('ArgumentError: --frames takes a whole number, not "many".');
});
