import { readFileSync } from 'node:fs';
import type { StreamEnd } from '../../src/protocol/closingHandshake.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import { hex, opening, type Piece } from './recorder.ts';

/** What one endpoint writes after a good opening handshake, and what a transcript tells of it. */
export interface Vector {
  readonly id: string;
  readonly section: string;
  readonly about: string;
  readonly from: Endpoint;
  /** The answer to the offer of permessage-deflate; absent: not agreed on. */
  readonly deflate?: string;
  /** Hexadecimal. */
  readonly bytes: string;
  readonly end: StreamEnd;
  readonly rules: readonly string[];
  /** Opcode, frames, bytes on the wire, bytes after inflation (null: not known). */
  readonly messages: readonly (readonly [number, number, number, number | null])[];
}

const read = (name: string): Vector[] =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8')) as Vector[];

export const RFC_EXAMPLES = read('rfc-examples');
export const VALID_STREAMS = read('valid-streams');
export const BROKEN_STREAMS = read('broken-streams');
export const ALL_VECTORS = [...RFC_EXAMPLES, ...VALID_STREAMS, ...BROKEN_STREAMS];

export const piecesOf = ({ from, deflate, bytes, end }: Vector): Piece[] => [
  ...opening(deflate),
  { from, bytes: hex(bytes) },
  { from, end },
];
