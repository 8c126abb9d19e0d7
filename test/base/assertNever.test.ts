import { expect, it } from 'vitest';
import { assertNever } from '../../src/base/assertNever.ts';

it('names what was not expected', () => {
  expect(() => assertNever('x' as never, 'opcode')).toThrow('Unexpected opcode: "x"');
});
