/** A compressed payload read by our own reader: what came out, and what is wrong with it (RFC 7692 §7.2.1, §7.2.3). */
import { joinBytes } from '../base/joinBytes.ts';
import { readDeflate, type DeflateReading } from './deflateReader.ts';

/**
 * Kinds: not deflate at all, ends inside a block, no payload where one byte 00 is due, refers back beyond the window, longer than
 * the cap, bytes after the final block, refers to earlier messages without leave or before the first, and, without any fault of
 * its own, refers to what an earlier message's fault made unknown.
 */
export interface InflateFault {
  readonly kind: 'garbage' | 'truncated' | 'empty' | 'window' | 'cap' | 'trailing' | 'context' | 'victim';
  /** A clause that goes on after "the compressed payload …". */
  readonly detail: string;
}

export interface PayloadReading {
  readonly output: Uint8Array;
  readonly window: Uint8Array;
  readonly maxDistance: number;
  readonly reach: number;
  readonly fault: InflateFault | undefined;
  /** Bytes that came out, also those beyond the cap. */
  readonly length: number;
  /** Every block was read to its end: the window is what the sender's is. */
  readonly whole: boolean;
}

/** What every sender cut off (RFC 7692 §7.2.1). */
const TAIL = Uint8Array.of(0x00, 0x00, 0xff, 0xff);
/** A message beyond the cap is read on for its window's sake, up to this many caps. */
const WORK_FACTOR = 4;

export const endsWithTail = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && TAIL.every((byte, index) => bytes[bytes.length - 4 + index] === byte);

/** All is in order when the tail was read as what it is: the rest of an empty stored block. */
const isWhole = (reading: DeflateReading): boolean => reading.stop === 'border' && reading.lastStored === 0;

const NO_EMPTY_BLOCK = 'ends with a whole block; the byte 00 that begins an empty block is missing after it';

/** Why a payload with its tail does not read as it should, from what it reads as without. */
function faultOf(alone: DeflateReading, payload: Uint8Array): Pick<PayloadReading, 'fault' | 'whole'> {
  if (alone.stop === 'invalid') {
    return { fault: { kind: 'garbage', detail: `is no DEFLATE data: ${alone.problem}` }, whole: false };
  }
  if (alone.stop === 'border') {
    const detail = 'still ends with 00 00 FF FF, which has to be cut off';
    if (endsWithTail(payload)) return { fault: { kind: 'trailing', detail }, whole: true };
    return { fault: { kind: 'truncated', detail: NO_EMPTY_BLOCK }, whole: true };
  }
  const detail = `ends inside a block, after ${alone.length} bytes had come out`;
  return { fault: { kind: 'truncated', detail }, whole: false };
}

/** Reads on after a final block (RFC 7692 §7.2.3.4): empty blocks, or further streams of blocks. */
function readFurther(payload: Uint8Array, first: DeflateReading, cap: number): PayloadReading {
  const input = joinBytes([payload, TAIL]);
  let { output, window, maxDistance, reach, length, consumed: at } = first;
  let fault: InflateFault | undefined;
  let stop: DeflateReading['stop'] = 'final';
  while (stop === 'final' && length <= cap) {
    if (at >= payload.length) {
      fault = { kind: 'truncated', detail: NO_EMPTY_BLOCK };
      break;
    }
    const next = readDeflate(input.subarray(at), window, cap - length, cap * WORK_FACTOR);
    if (next.stop !== 'final' && next.stop !== 'too-long' && !isWhole(next)) {
      fault = { kind: 'trailing', detail: `goes on for ${payload.length - at} bytes after its final block` };
      break;
    }
    output = joinBytes([output, next.output]);
    window = next.window;
    maxDistance = Math.max(maxDistance, next.maxDistance);
    reach = Math.max(reach, next.reach - length);
    at += next.consumed;
    length += next.length;
    stop = next.stop;
  }
  return { output, window, maxDistance, reach, fault, length, whole: length <= cap };
}

/** `history` is what references may go back into; at most `cap` bytes come out. */
export function readPayload(payload: Uint8Array, history: Uint8Array, cap: number): PayloadReading {
  const reading = readDeflate(joinBytes([payload, TAIL]), history, cap, cap * WORK_FACTOR);
  let result: PayloadReading;
  if (isWhole(reading)) result = { ...reading, fault: undefined, whole: true };
  else if (reading.stop === 'final') result = readFurther(payload, reading, cap);
  else {
    const alone = reading.stop === 'too-long' ? reading : readDeflate(payload, history, cap, cap * WORK_FACTOR);
    result = { ...alone, ...faultOf(alone, payload) };
  }
  if (result.length <= cap) return result;
  const fault = { kind: 'cap', detail: `inflates to more than ${cap} bytes` } as const;
  return { ...result, output: result.output.subarray(0, cap), fault };
}
