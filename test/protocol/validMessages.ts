import fc from 'fast-check';
import { constants, deflateRawSync } from 'node:zlib';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { bytesOf } from './recorder.ts';

/** A valid connection's later life: what each endpoint writes, with what should come of it. */
const payload = fc.oneof(
  fc.uint8Array({ maxLength: 30 }),
  fc.constantFrom(124, 125, 126, 127, 4000, 65_535, 65_536).map((length) => new Uint8Array(length).fill(0x41)),
);
export const validMessages = fc.array(
  fc.record({
    from: fc.constantFrom('client' as const, 'server' as const),
    text: fc.boolean(),
    payload,
    words: fc.string({ unit: 'grapheme', maxLength: 40 }),
    cuts: fc.array(fc.nat(65_536), { maxLength: 3 }),
    ping: fc.boolean(),
    compressed: fc.boolean(),
    key: fc.nat(0xffffffff),
  }),
  { maxLength: 8 },
);
type Sent = typeof validMessages extends fc.Arbitrary<(infer T)[]> ? T : never;

const compress = (bytes: Uint8Array): Uint8Array =>
  deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);

/** The frames of one message: fragments, and a Ping between them. */
export function framesOf(sent: Sent): {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly wireLength: number;
} {
  const plain = sent.text ? bytesOf(sent.words) : sent.payload;
  const all = sent.compressed ? compress(plain) : plain;
  const maskingKey = sent.from === 'client' ? sent.key : undefined;
  const places = [0, ...sent.cuts.map((cut) => cut % (all.length + 1)).toSorted((a, b) => a - b), all.length];
  const frames = places.slice(1).flatMap((end, index) => {
    const fin = index === places.length - 2;
    const opcode = index > 0 ? 0 : sent.text ? 1 : 2;
    const part = {
      opcode,
      fin,
      rsv1: sent.compressed && index === 0,
      payload: all.subarray(places[index], end),
      maskingKey,
    };
    return sent.ping && !fin ? [encodeFrame(part), encodeFrame({ opcode: 9, maskingKey })] : [encodeFrame(part)];
  });
  return { bytes: bytesOf(...frames), length: plain.length, wireLength: all.length };
}
