import { expect, test } from 'vitest';
import { bruBlocks, bruPairs } from '../../../src/formats/connections/bruBlocks.ts';

test('finds the blocks of a file', () => {
  expect(bruBlocks('meta {\n  name: x\n}\n\nbody:ws {\r\n  a: {\r\n    b\r\n  }\r\n}\nopen {\n  z: 1')).toEqual([
    { name: 'meta', lines: ['name: x'] },
    { name: 'body:ws', lines: ['a: {', '  b', '}'] },
    { name: 'open', lines: ['z: 1'] },
  ]);
});

test('reads pairs, long values and nothing that is switched off', () => {
  expect(
    bruPairs(['a: b: c', '~off: 1', 'empty:', "long: '''", '  {', '    "x": 1', '', '  }', "'''", 'last: 1']),
  ).toEqual([
    ['a', 'b: c'],
    ['empty', ''],
    ['long', '{\n  "x": 1\n\n}'],
    ['last', '1'],
  ]);
});
