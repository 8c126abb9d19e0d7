/**
 * Runs of small messages: neighbouring frames of a server, each of which is a whole message at which nothing can be wrong. A flood is
 * made of them, and taking them one by one would cost more than all that is known of them.
 */
import type { FrameId, Micros, WireOffset } from '../base/branded.ts';
import type { FrameEnd, FrameHeader, Message } from './frame.ts';
import { WireFrameHeader } from './frameDecoder.ts';
import { entryAt, octetAt, uint16At } from './octets.ts';
import { Utf8Validator } from './utf8.ts';

/** FIN and opcode of a message that is one text frame, or one binary frame, without RSV bits (RFC 6455 §5.2). */
const WHOLE_TEXT = 0x81;
const WHOLE_BINARY = 0x82;
/** More are told in several runs. */
export const LONGEST_RUN = 4096;

/**
 * Neighbouring messages, each a single whole frame: text or binary, not masked, not compressed, below 64 KiB, and without a violation.
 * They are numbered on from the first. It lasts for the call that tells of it.
 */
export interface PlainRun {
  readonly from: 'server';
  readonly at: Micros;
  readonly count: number;
  readonly firstFrame: FrameId;
  readonly firstMessage: number;
  /** Where the first header begins in what the server wrote, and where the last payload ends. */
  readonly wireOffset: WireOffset;
  readonly wireEnd: number;
  /** Of each message; the first `count` entries count. */
  readonly opcodes: Uint8Array;
  readonly payloadLengths: Uint16Array;
  /** Of all payloads together, and of the largest. */
  readonly payloadBytes: number;
  readonly largestPayload: number;
  /** The header of the last one; overwritten by the next call of anything here. */
  last(): FrameHeader;
}

/** 2 or 4 bytes: frames of a run have no masking key and at most 16 bits of length (RFC 6455 §5.2). */
export const plainHeaderLength = (payloadLength: number): number => (payloadLength < 126 ? 2 : 4);

/** Reads runs out of chunks; the one run of a stream, written anew each time. */
export class PlainRunReader implements PlainRun {
  readonly from = 'server';
  at = 0 as Micros;
  count = 0;
  firstFrame = 0 as FrameId;
  firstMessage = 0;
  wireOffset = 0 as WireOffset;
  wireEnd = 0;
  readonly opcodes = new Uint8Array(LONGEST_RUN);
  readonly payloadLengths = new Uint16Array(LONGEST_RUN);
  payloadBytes = 0;
  largestPayload = 0;
  readonly #header = new WireFrameHeader('server');
  readonly #utf8 = new Utf8Validator();

  /**
   * Reads the messages that stand whole in `bytes[start..end)`, of which the first byte is at `wireOffset` of the stream. Gives where
   * the first frame begins that does not belong to the run: `start` when there is none.
   */
  read(bytes: Uint8Array, start: number, end: number, wireOffset: number): number {
    const { opcodes, payloadLengths } = this;
    let next = start;
    let count = 0;
    let total = 0;
    let largest = 0;
    while (count < LONGEST_RUN && end - next >= 2) {
      const first = octetAt(bytes, next);
      if (first !== WHOLE_TEXT && first !== WHOLE_BINARY) break;
      let length = octetAt(bytes, next + 1);
      let payload = next + 2;
      if (length > 125) {
        if (length !== 126 || end - next < 4) break;
        length = uint16At(bytes, payload);
        if (length < 126) break;
        payload += 2;
      }
      const after = payload + length;
      if (after > end || (first === WHOLE_TEXT && !this.#isText(bytes, payload, after))) break;
      opcodes[count] = first & 0x0f;
      payloadLengths[count] = length;
      total += length;
      if (length > largest) largest = length;
      count += 1;
      next = after;
    }
    this.count = count;
    this.wireOffset = wireOffset as WireOffset;
    this.wireEnd = wireOffset + next - start;
    this.payloadBytes = total;
    this.largestPayload = largest;
    return next;
  }

  last(): FrameHeader {
    const index = this.count - 1;
    return plainHeader(this, index, this.wireEnd - entryAt(this.payloadLengths, index), this.#header);
  }

  #isText(bytes: Uint8Array, start: number, end: number): boolean {
    const utf8 = this.#utf8;
    utf8.reset();
    return utf8.push(bytes, start, end) === undefined && utf8.end() === undefined;
  }
}

/** The header of the message at `index`, whose payload begins at `payloadOffset` of the stream, in `header`. */
function plainHeader(run: PlainRun, index: number, payloadOffset: number, header: WireFrameHeader): FrameHeader {
  const length = entryAt(run.payloadLengths, index);
  const isShort = length < 126;
  header.opcode = octetAt(run.opcodes, index);
  header.firstOctet = 0x80 | header.opcode;
  header.secondOctet = isShort ? length : 126;
  header.lengthForm = isShort ? 7 : 16;
  header.payloadLength = length;
  header.headerLength = plainHeaderLength(length);
  header.wireOffset = (payloadOffset - header.headerLength) as WireOffset;
  return header;
}

/** Whoever is told of frames one by one. */
interface EachFrame {
  frameStart?(frame: FrameId, header: FrameHeader, at: Micros): void;
  frameEnd?(end: FrameEnd): void;
  message?(message: Message): void;
}

/** Tells of each message of the run as if there were no runs. */
export function tellEach(run: PlainRun, sink: EachFrame): void {
  const { from, at, count } = run;
  const header = new WireFrameHeader(from);
  let offset: number = run.wireOffset;
  for (let index = 0; index < count; index += 1) {
    const frame = (run.firstFrame + index) as FrameId;
    const length = entryAt(run.payloadLengths, index);
    offset += plainHeaderLength(length);
    sink.frameStart?.(frame, plainHeader(run, index, offset, header), at);
    offset += length;
    sink.frameEnd?.({ frame, from, at, payloadReceived: length, complete: true });
    sink.message?.({
      ...{ number: run.firstMessage + index, from, opcode: header.opcode, firstFrame: frame, lastFrame: frame },
      ...{ frames: 1, compressed: false, wireLength: length, length },
    });
  }
}
