import { expect, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { filterArgument } from '../../src/cli/filterArgument.ts';

test('reads a filter; none and an empty one ask for nothing', () => {
  expect(filterArgument('from:client')).toEqual({ kind: 'from', from: ['client'] });
  expect(filterArgument(undefined)).toBeUndefined();
  expect(filterArgument(' ')).toBeUndefined();
});

test('shows where the mistake is, whatever letters stand before it', () => {
  const message = (text: string): string => {
    try {
      filterArgument(text);
    } catch (error) {
      if (error instanceof ArgumentError) return error.message;
    }
    return '';
  };
  expect(message('a or')).toMatch(/^--filter, column 3: A condition is missing after "or".*\n {2}a or\n {4}\^\^$/);
  expect(message('"e\u0301"\tfrm:x').split('\n').slice(1)).toEqual(['  "e\u0301" frm:x', '      ^^^']);
});
