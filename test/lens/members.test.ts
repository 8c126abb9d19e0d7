import { expect, test } from 'vitest';
import { memberFields, readMembers } from '../../src/lens/members.ts';

test('members as they stand in the message', () => {
  const members = readMembers(' {"s":"a\\"b","n":1.10,"o":{ "x": 1 },"l":null}')!;
  expect([members.text('s'), members.text('n'), members.text('o'), members.raw('o')]).toEqual([
    'a"b',
    '1.10',
    undefined,
    '{ "x": 1 }',
  ]);
  expect([members.has('l'), members.has('m'), members.kind('l')]).toEqual([true, false, 'literal']);
  expect(members.names).toEqual(['s', 'n', 'o', 'l']);
  expect(
    memberFields(members, [
      ['o', 'Object'],
      ['m', 'Missing'],
      ['s', 'String'],
    ]),
  ).toEqual([
    { name: 'Object', json: '{ "x": 1 }' },
    { name: 'String', value: '"a\\"b"' },
  ]);
});

test('what is no object has none', () => {
  for (const text of [undefined, '', '[1]', '{', 'hello {']) expect(readMembers(text)).toBeUndefined();
});
