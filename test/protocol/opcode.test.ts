import { expect, it } from 'vitest';
import { describeOpcode, isControl, isReservedOpcode, OPCODE, opcodeName } from '../../src/protocol/opcode.ts';

it('names all sixteen opcodes', () => {
  const names = Array.from({ length: 16 }, (_, opcode) => opcodeName(opcode));
  expect(names).toEqual([
    'continuation',
    'text',
    'binary',
    ...Array<string>(5).fill('reserved-data'),
    'close',
    'ping',
    'pong',
    ...Array<string>(5).fill('reserved-control'),
  ]);
  expect(opcodeName(OPCODE.pong)).toBe('pong');
});

it('tells control and reserved ones', () => {
  const all = Array.from({ length: 16 }, (_, opcode) => opcode);
  expect(all.filter(isControl)).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
  expect(all.filter(isReservedOpcode)).toEqual([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]);
});

it('describes them for a sentence', () => {
  expect(describeOpcode(1)).toBe('text frame');
  expect(describeOpcode(3)).toBe('frame with the reserved data opcode 0x3');
  expect(describeOpcode(15)).toBe('frame with the reserved control opcode 0xf');
});
