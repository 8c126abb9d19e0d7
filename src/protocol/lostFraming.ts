/** What is said when a header makes no sense: where, after what, and by how much the length before was probably off. */
import type { Endpoint } from './endpoint.ts';
import type { LengthForm } from './frame.ts';
import { swappedLength } from './frameRules.ts';
import { FrameSearch } from './frameSearch.ts';
import { describeOpcode } from './opcode.ts';
import { violationOf, type Violation } from './violation.ts';

/** The frame that ended where no header follows. */
export interface PreviousFrame {
  opcode: number;
  payloadLength: number;
  lengthForm: LengthForm;
}

export interface LostHeader {
  readonly by: Endpoint;
  /** Of its first octet, in what `by` wrote. */
  readonly offset: number;
  readonly headerLength: number;
  /** As declared; `Infinity` when no payload can be so long. */
  readonly payloadLength: number;
  readonly firstOctet: number;
  /** Undefined for the first frame of all. */
  readonly previous: Readonly<PreviousFrame> | undefined;
}

const hexByte = (byte: number): string => `0x${byte.toString(16).padStart(2, '0')}`;
const plural = (count: number): string => `${count} ${count === 1 ? 'byte' : 'bytes'}`;

const isImpossible = (lost: LostHeader): boolean => lost.payloadLength === Number.POSITIVE_INFINITY;

function tellLost(lost: LostHeader): Violation {
  const { by, offset, headerLength, firstOctet, previous } = lost;
  if (isImpossible(lost)) {
    const sentence = `Where the next frame begins is not known: the length at offset ${offset} cannot be right. What follows is searched for frames.`;
    return violationOf('framing-lost', by, offset, headerLength, sentence);
  }
  const sentence =
    previous === undefined
      ? `Byte ${hexByte(firstOctet)} at offset ${offset} hardly begins a frame: what follows the opening handshake is probably something else.`
      : `After a ${describeOpcode(previous.opcode)} of ${plural(previous.payloadLength)}, byte ${hexByte(firstOctet)} at offset ${offset} hardly begins a header: the length declared before is probably wrong.`;
  return violationOf('framing-lost', by, offset, headerLength, sentence);
}

/** More bytes than this up to the stream's end are hardly the rest of one payload. */
const REST = 4096;

/** Said when frames make sense again `skipped` bytes after the lost header's start, or the stream ended there. */
function tellOff(lost: LostHeader, skipped: number, atEnd: boolean): Violation | undefined {
  const { by, offset, headerLength, previous } = lost;
  if (atEnd && skipped > REST) return undefined;
  const where = `At offset ${offset + skipped} ${atEnd ? 'the stream ends' : 'frames make sense again'}`;
  if (isImpossible(lost)) {
    if (skipped <= headerLength) return undefined;
    const sentence =
      skipped - 2 === 127
        ? `${where}: the payload had 127 bytes, and 127 was written into the 7-bit field, where it announces a 64-bit length.`
        : `${where}: the payload probably had ${plural(skipped - headerLength)}.`;
    return violationOf('length-probably-off', by, offset, headerLength, sentence);
  }
  if (previous === undefined) return undefined;
  const frame = `the ${describeOpcode(previous.opcode)} before`;
  const really = previous.payloadLength + skipped;
  const swapped =
    previous.lengthForm !== 7 &&
    swappedLength(BigInt(previous.payloadLength), previous.lengthForm / 8) === BigInt(really)
      ? ` ${really} is ${previous.payloadLength} with its bytes in the other order.`
      : '';
  const sentence = atEnd
    ? `${where}: if all before it belongs to ${frame}, its length ${previous.payloadLength} was too small by ${skipped}.${swapped}`
    : `${where}: the length ${previous.payloadLength} of ${frame} was probably too small by ${skipped}.${swapped}`;
  return violationOf('length-probably-off', by, offset, skipped, sentence);
}

function tellAbandoned(lost: LostHeader, searched: number): Violation {
  const sentence = `No frames were found in the ${searched} bytes from offset ${lost.offset} on: decoding of this direction stops there.`;
  return violationOf('framing-abandoned', lost.by, lost.offset, searched, sentence);
}

const SHOWN = 48;
/** As many bytes are looked at before something else than frames is named. */
const FOREIGN_BYTES = 32;

/** What the bytes after the opening handshake are instead of frames, when that can be told. */
function recogniseForeign(by: Endpoint, offset: number, bytes: Uint8Array): Violation | undefined {
  const sample = bytes.subarray(0, SHOWN);
  const latin1 = String.fromCharCode(...sample);
  if (/^[\da-f]{1,8}(?:;[^\r\n]*)?\r\n/i.test(latin1)) {
    const sentence = `The bytes after the opening handshake are HTTP chunks ("${latin1.replace(/[^\da-f].*$/is, '')}" is a chunk size): something on the way encoded the stream again.`;
    return violationOf('chunks-instead-of-frames', by, offset, sample.length, sentence);
  }
  // RFC 9113 §3.4: a server begins with a SETTINGS frame, type 4 on stream 0, of whole 6-byte settings.
  const [high, middle, low = 0, type, , ...stream] = sample;
  if (high === 0 && middle === 0 && low % 6 === 0 && type === 4 && stream.slice(0, 4).join() === '0,0,0,0') {
    const sentence = 'The bytes after the opening handshake are HTTP/2 frames: the server switched to HTTP/2.';
    return violationOf('http2-instead-of-frames', by, offset, sample.length, sentence);
  }
  if (sample.length < 2 || !/^[\t\r\n\x20-\x7e]*$/.test(latin1)) return undefined;
  const text = JSON.stringify(latin1.slice(0, FOREIGN_BYTES));
  const sentence = `The bytes after the opening handshake are text instead of frames: ${text}. A backend probably failed after a proxy had answered 101.`;
  return violationOf('text-instead-of-frames', by, offset, sample.length, sentence);
}

export type SearchOutcome =
  | { readonly kind: 'searching' }
  | { readonly kind: 'given-up' }
  /** Frames begin again `at` bytes after the lost header's start; `rest` is what came from there on. */
  | { readonly kind: 'found'; readonly at: number; readonly rest: Uint8Array };

/** One loss of framing: says what it is, and searches for its end. */
export class LostFraming {
  readonly #lost: LostHeader;
  readonly #search: FrameSearch;
  readonly #tell: (violation: Violation) => void;
  #foreignTold = false;
  /** Bytes from the lost header's start on. */
  #length: number;

  constructor(
    lost: LostHeader,
    header: Uint8Array,
    place: { readonly deflate: boolean; readonly messageOpen: boolean; readonly openAfter: boolean },
    tell: (violation: Violation) => void,
  ) {
    this.#lost = lost;
    this.#tell = tell;
    this.#search = new FrameSearch({
      from: lost.by,
      ...place,
      declaredEnd: lost.headerLength + lost.payloadLength,
    });
    this.#length = this.#search.push(header, 0, header.length);
    tell(tellLost(lost));
  }

  /** Payload bytes of the lost frame when the first `count` bytes are given to it. */
  received(count = this.#length): number {
    return Math.max(0, Math.min(count - this.#lost.headerLength, this.#lost.payloadLength));
  }

  /** The header told the truth about its length when frames begin again there. */
  toldTruth(at: number): boolean {
    return at === this.#lost.headerLength + this.#lost.payloadLength;
  }

  /** The payload that ends `at` bytes after the header's start. */
  payload(at: number): Uint8Array {
    return this.#search.bytes.subarray(this.#lost.headerLength, at);
  }

  /** After the search was given up, bytes only count. */
  count(bytes: number): void {
    this.#length += bytes;
  }

  /** Searches on in `bytes[start..)`; `next` is where it stopped. */
  push(bytes: Uint8Array, start: number): { readonly outcome: SearchOutcome; readonly next: number } {
    const search = this.#search;
    const next = search.push(bytes, start, bytes.length);
    this.#length += next - start;
    const found = search.find();
    if ((found?.knownAt ?? search.bytes.length) >= FOREIGN_BYTES) this.#tellForeign();
    if (found !== undefined) return { outcome: this.#found(found.start), next };
    if (!search.full) return { outcome: { kind: 'searching' }, next };
    this.#tell(tellAbandoned(this.#lost, search.bytes.length));
    return { outcome: { kind: 'given-up' }, next };
  }

  /** The stream ended. */
  end(): SearchOutcome {
    this.#tellForeign();
    const found = this.#search.findAtEnd();
    if (found !== undefined) return this.#found(found);
    if (!this.#foreignTold) this.#tellOff(this.#search.bytes.length, true);
    return { kind: 'given-up' };
  }

  #found(at: number): SearchOutcome {
    if (!this.toldTruth(at)) this.#tellOff(at, false);
    return { kind: 'found', at, rest: this.#search.bytes.slice(at) };
  }

  #tellOff(skipped: number, atEnd: boolean): void {
    const violation = tellOff(this.#lost, skipped, atEnd);
    if (violation !== undefined) this.#tell(violation);
  }

  #tellForeign(): void {
    if (this.#foreignTold || this.#lost.previous !== undefined) return;
    const violation = recogniseForeign(this.#lost.by, this.#lost.offset, this.#search.bytes.subarray(0, FOREIGN_BYTES));
    if (violation === undefined) return;
    this.#foreignTold = true;
    this.#tell(violation);
  }
}
