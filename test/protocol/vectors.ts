import { readFileSync } from 'node:fs';
import type { StreamEnd } from '../../src/protocol/closingHandshake.ts';
import type { Endpoint } from '../../src/protocol/endpoint.ts';
import type { TranscriptOptions } from '../../src/protocol/transcript.ts';
import { bytesOf, hex, opening, type Piece } from './recorder.ts';

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

const readJson = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const read = (name: string): Vector[] => readJson(name) as Vector[];

export const RFC_EXAMPLES = read('rfc-examples');
export const VALID_STREAMS = read('valid-streams');
export const BROKEN_STREAMS = read('broken-streams');
export const ALL_VECTORS = [...RFC_EXAMPLES, ...VALID_STREAMS, ...BROKEN_STREAMS];

export const piecesOf = ({ from, deflate, bytes, end }: Vector): Piece[] => [
  ...opening(deflate),
  { from, bytes: hex(bytes) },
  { from, end },
];

/** Text with one character a byte, or bytes in hexadecimal, or text over and over. */
type StreamPart = string | { readonly hex: string } | { readonly repeat: string; readonly times: number };

/** All that both endpoints write from the request on, and every broken rule that a transcript tells of it. */
export interface HandshakeVector {
  readonly id: string;
  readonly section: string;
  readonly about: string;
  /** Comes whole before what the server writes. */
  readonly client: readonly StreamPart[];
  readonly server: readonly StreamPart[];
  /** Whose streams end with a FIN afterwards. */
  readonly ends: readonly Endpoint[];
  /** Cap of inflation; absent: the usual one. */
  readonly maxInflatedBytes?: number;
  /** In the order of telling. */
  readonly rules: readonly string[];
}

export const BROKEN_HANDSHAKES = readJson('broken-handshakes') as HandshakeVector[];

function streamOf(parts: readonly StreamPart[]): Uint8Array {
  return bytesOf(
    ...parts.map((part) => {
      if (typeof part === 'string') return Buffer.from(part, 'latin1');
      return 'hex' in part ? hex(part.hex) : Buffer.from(part.repeat.repeat(part.times), 'latin1');
    }),
  );
}

export const handshakePieces = ({ client, server, ends }: HandshakeVector): Piece[] => [
  { from: 'client', bytes: streamOf(client) },
  { from: 'server', bytes: streamOf(server) },
  ...ends.map((from): Piece => ({ from, end: 'fin' })),
];

export const handshakeOptions = ({ maxInflatedBytes }: HandshakeVector): TranscriptOptions =>
  maxInflatedBytes === undefined ? {} : { maxInflatedBytes };
