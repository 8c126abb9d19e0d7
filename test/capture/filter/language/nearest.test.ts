import { expect, it } from 'vitest';
import { nearest } from '../../../../src/capture/filter/language/nearest.ts';

it.each([
  ['form', 'from'],
  ['opcde', 'opcode'],
  ['lenght', 'length'],
  ['frm', 'from'],
  ['viol', 'violation'],
  ['OPCODE', 'opcode'],
  ['http', undefined],
  ['x', undefined],
])('%s is near %s', (word, expected) => {
  expect(nearest(word, ['from', 'opcode', 'length', 'violation', 'time'])).toBe(expected);
});
