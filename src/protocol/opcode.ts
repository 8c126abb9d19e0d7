/** Opcodes of RFC 6455 §5.2. No Node types here: the panel reads this table too. */
export const OPCODE = { continuation: 0x0, text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** `reserved-data` for 0x3–0x7, `reserved-control` for 0xB–0xF. */
export type OpcodeName = keyof typeof OPCODE | 'reserved-data' | 'reserved-control';

const NAMES = new Map<number, OpcodeName>([
  [OPCODE.continuation, 'continuation'],
  [OPCODE.text, 'text'],
  [OPCODE.binary, 'binary'],
  [OPCODE.close, 'close'],
  [OPCODE.ping, 'ping'],
  [OPCODE.pong, 'pong'],
]);

/** Opcodes with the top bit set are control frames, reserved ones included (RFC 6455 §5.5). */
export const isControl = (opcode: number): boolean => opcode >= 0x8;

/** `opcode` 0x0–0xF. */
export const opcodeName = (opcode: number): OpcodeName =>
  NAMES.get(opcode) ?? (isControl(opcode) ? 'reserved-control' : 'reserved-data');

export const isReservedOpcode = (opcode: number): boolean => (opcode >= 0x3 && opcode <= 0x7) || opcode >= 0xb;

/** As a sentence names it: `text frame`, `reserved control opcode 0xf`. */
export function describeOpcode(opcode: number): string {
  const name = opcodeName(opcode);
  if (name === 'reserved-data') return `frame with the reserved data opcode 0x${opcode.toString(16)}`;
  if (name === 'reserved-control') return `frame with the reserved control opcode 0x${opcode.toString(16)}`;
  return `${name} frame`;
}
