import type { FrameDetail } from '../../src/contract/sessionView.ts';
import { isControl } from '../../src/protocol/opcode.ts';
import { opcodeWord } from '../frameList/frameKind.ts';
import { formatCount } from '../numbers.ts';

/** One field of a frame's header (RFC 6455 §5.2), with the bits that this frame has there. */
export interface HeaderField {
  readonly name: string;
  /** As they crossed the wire, first bit first. Shorter than the field when the header's bytes end inside it. */
  readonly bits: string;
  readonly value: string;
  /** What this frame's value says. */
  readonly meaning: string;
}

/** What a field is for, whatever it says in this frame (RFC 6455 §5.2). */
const PURPOSES: Readonly<Record<string, string>> = {
  FIN: 'FIN marks the last fragment of a message; a control frame is always one (§5.4, §5.5).',
  RSV1: 'RSV1 belongs to extensions: permessage-deflate sets it on the first frame of a compressed message (RFC 7692 §6).',
  RSV2: 'RSV2 belongs to extensions, and none that is registered uses it.',
  RSV3: 'RSV3 belongs to extensions, and none that is registered uses it.',
  Opcode:
    'The opcode says what the payload is: 0 continues a message, 1 is text, 2 binary, 8 Close, 9 Ping, A Pong; the others are reserved (§11.8).',
  MASK: 'MASK says whether a masking key follows. Masking keeps intermediaries from taking a payload for HTTP (§10.3).',
  'Payload length':
    'Up to 125 it is the length itself; 126 says that it stands in the next 2 bytes, 127 in the next 8. The shortest form has to be used.',
  'Extended payload length': 'The length in network byte order; with 8 bytes the first bit has to be 0.',
  'Masking key': 'The client chooses it anew for each frame, so that nobody can foresee it (§5.3).',
};
export const fieldPurpose = ({ name }: HeaderField): string => PURPOSES[name] ?? '';

/** The header's fields in wire order; those that this frame has not are left out. */
export function headerFields(frame: FrameDetail): readonly HeaderField[] {
  const bits = Array.from(frame.header, (byte) => byte.toString(2).padStart(8, '0')).join('');
  let at = 0;
  const take = (count: number): string => bits.slice(at, (at += count));
  const flag = (name: string, meaning: (set: boolean) => string): HeaderField => {
    const bit = take(1);
    return { name, bits: bit, value: bit, meaning: meaning(bit === '1') };
  };
  return [
    flag('FIN', (set) => (set ? 'The last frame of its message.' : 'More fragments of this message follow.')),
    flag('RSV1', (set) => rsv1Meaning(set, frame)),
    flag('RSV2', reserved),
    flag('RSV3', reserved),
    { name: 'Opcode', bits: take(4), value: `0x${frame.opcode.toString(16)}`, meaning: opcodeMeaning(frame.opcode) },
    flag('MASK', (set) => maskMeaning(set, frame.from)),
    lengthField(take(7), frame),
    ...(frame.lengthForm === 7 ? [] : [extendedLength(take(frame.lengthForm), frame)]),
    ...(frame.masked ? [maskingKey(take(32), frame)] : []),
  ];
}

function rsv1Meaning(set: boolean, frame: FrameDetail): string {
  if (!set) return frame.message?.compressed === true ? 'Set on the first frame of the message only.' : 'Not set.';
  return frame.message?.compressed === true
    ? 'The message is compressed (RFC 7692 §6).'
    : 'Set, although no extension in use gives it a meaning.';
}

const reserved = (set: boolean): string => (set ? 'Set, although no extension in use gives it a meaning.' : 'Not set.');

const opcodeMeaning = (opcode: number): string =>
  `${opcodeWord(opcode)}, a ${isControl(opcode) ? 'control' : 'data'} frame.`;

function maskMeaning(set: boolean, from: 'client' | 'server'): string {
  if (from === 'client')
    return set ? 'Masked, as every frame from a client has to be.' : 'Not masked: a client must mask.';
  return set ? 'Masked: a server must not mask.' : 'Not masked, as every frame from a server.';
}

function lengthField(bits: string, frame: FrameDetail): HeaderField {
  const value = Number.parseInt(bits, 2);
  const meaning =
    frame.lengthForm === 7
      ? `${formatCount(frame.payloadLength)} bytes of payload.`
      : `The length stands in the next ${frame.lengthForm / 8} bytes.`;
  return { name: 'Payload length', bits, value: String(value), meaning };
}

const extendedLength = (bits: string, frame: FrameDetail): HeaderField => ({
  name: 'Extended payload length',
  bits,
  value: formatCount(frame.payloadLength),
  meaning: `${formatCount(frame.payloadLength)} bytes of payload.`,
});

const maskingKey = (bits: string, frame: FrameDetail): HeaderField => ({
  name: 'Masking key',
  bits,
  value: frame.maskingKey ?? '',
  meaning: 'Each payload byte was combined with one of these four by exclusive or.',
});

/** A field, or a part of one, as it stands in a row of the drawing. */
export interface DrawnCell {
  readonly field: HeaderField;
  /** 0-based row and column of its first bit. */
  readonly row: number;
  readonly column: number;
  readonly bits: string;
  readonly continued: boolean;
}

/** Lays the fields out in rows of `columns` bits, as the RFC's drawing does with 32. */
export function drawnCells(fields: readonly HeaderField[], columns: number): readonly DrawnCell[] {
  const cells: DrawnCell[] = [];
  let place = 0;
  for (const field of fields) {
    for (let start = 0; start < field.bits.length;) {
      const column = place % columns;
      const bits = field.bits.slice(start, start + columns - column);
      cells.push({ field, row: Math.floor(place / columns), column, bits, continued: start > 0 });
      start += bits.length;
      place += bits.length;
    }
  }
  return cells;
}
