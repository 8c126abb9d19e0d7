import { parseHex } from '../../src/base/hex.ts';
import type { LensField, LensInput } from '../../src/lens/reading.ts';

const known = { from: 'server', subprotocol: undefined, url: undefined } as const;

/** A text message. */
export const textInput = (text: string, more: Partial<LensInput> = {}): LensInput => ({
  ...known,
  ...{ bytes: new TextEncoder().encode(text), text, opcode: 'text' },
  ...more,
});

/** A binary message, in hexadecimal. */
export function binaryInput(hex: string | Uint8Array, more: Partial<LensInput> = {}): LensInput {
  const parsed = typeof hex === 'string' ? parseHex(hex) : { ok: true as const, bytes: hex };
  if (!parsed.ok) throw new Error('no hex');
  return { ...known, bytes: parsed.bytes, text: undefined, opcode: 'binary', ...more };
}

/** Fields as `name: value` or `name = JSON`, those inside indented. */
export function lines(fields: readonly LensField[], indent = ''): string[] {
  return fields.flatMap(({ name, value, json, children = [] }) => [
    `${indent}${name}${value === undefined ? '' : `: ${value}`}${json === undefined ? '' : ` = ${json}`}`,
    ...lines(children, `${indent}  `),
  ]);
}
