import { expect, test } from 'vitest';
import { textMatches } from '../../../webview/filter/textMatches.ts';

const found = (filter: string, text: string): string[] =>
  textMatches(filter)(text).map(({ start, end }) => `${start} ${text.slice(start, end)}`);

test.each([
  ['tick', 'tick tock tick', ['0 tick', '10 tick']],
  ['from:client "a b"', 'a b', ['0 a b']],
  ['/T.CK/i or x', 'x tick', ['0 x', '2 tick']],
  ['-tick', 'tick', []],
  ['-(-tick)', 'tick', ['0 tick']],
  ['abc or bcd', 'abcd', ['0 abc']],
  ['/x*/', 'aa', []],
  ['hex:61 json:$.a close:any opcode:text', 'a', []],
  ['(', 'a', []],
])('%s in %j', (filter, text, expected) => {
  expect(found(filter, text)).toEqual(expected);
});

test('an expression that could take for ever is not tried', () => {
  expect(found('/^(a+)+$/', 'aaa')).toEqual([]);
});
