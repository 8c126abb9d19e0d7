import * as v from 'valibot';
import { expect, test } from 'vitest';
import { everything, listView } from '../../src/contract/listView.ts';

test('everything is a view', () => {
  expect(v.parse(listView, everything)).toEqual(everything);
});

test.each([
  ['a negative frame', { ...everything, first: -1 }],
  ['an opcode beyond four bits', { ...everything, mute: [16] }],
  ['a part that is missing', { first: 0 }],
])('%s is refused', (_, value) => {
  expect(v.safeParse(listView, value).success).toBe(false);
});
