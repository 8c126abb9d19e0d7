import { isReservedOpcode, opcodeName } from '../../src/protocol/opcode.ts';

interface KindOfFrame {
  readonly opcode: number;
  readonly fin: boolean;
}

/** What a frame is, in the list's words: "text", "text, FIN 0" for a first fragment, "continuation" for a later one. */
export function frameKind({ opcode, fin }: KindOfFrame): string {
  return fin ? opcodeWord(opcode) : `${opcodeWord(opcode)}, FIN 0`;
}

/** The opcode's name, or "reserved 0x3". */
export const opcodeWord = (opcode: number): string =>
  isReservedOpcode(opcode) ? `reserved 0x${opcode.toString(16)}` : opcodeName(opcode);
