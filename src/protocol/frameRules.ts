/** What is wrong with a frame's header by itself and by its place (RFC 6455 §5.1–5.5, RFC 7692 §6.1). */
import { MAX_CONTROL_PAYLOAD } from './closeFrame.ts';
import type { WireFrameHeader } from './frameDecoder.ts';
import { octetAt } from './octets.ts';
import { describeOpcode, isControl, isReservedOpcode, OPCODE } from './opcode.ts';
import { violationOf, type Violation, type ViolationRule } from './violation.ts';

export interface FramePlace {
  /** permessage-deflate is in use for what this endpoint sends. */
  readonly deflate: boolean;
  /** The message that is open before this frame, if any. */
  readonly open: { readonly opcode: number; readonly frames: number; readonly wireLength: number } | undefined;
  /** The length of the frame before was doubtful: one more fault is enough to think that framing is lost. */
  readonly afterDoubt: boolean;
}

export interface HeaderVerdict {
  readonly violations: readonly Violation[];
  /** The header makes so little sense that it probably is none: what was declared before was wrong. */
  readonly lost: boolean;
}

/** The largest length that is counted exactly; no payload reaches it. */
const LARGEST = Number.MAX_SAFE_INTEGER;

const RSV_RULES: readonly (readonly [mask: number, name: string, rule: ViolationRule])[] = [
  [0x40, 'RSV1', 'rsv1-set'],
  [0x20, 'RSV2', 'rsv2-set'],
  [0x10, 'RSV3', 'rsv3-set'],
];

const UNMASKED_FINE = 1;
const DEFLATED_FINE = 2;

/** By first octet: whether it is in order for any frame at all, without and with permessage-deflate. */
const FIRST_OCTETS: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) => {
  const opcode = octet & 0x0f;
  if (isReservedOpcode(opcode) || (octet & 0x30) !== 0 || (isControl(opcode) && octet < 0x80)) return 0;
  if ((octet & 0x40) === 0) return UNMASKED_FINE | DEFLATED_FINE;
  return opcode === OPCODE.text || opcode === OPCODE.binary ? DEFLATED_FINE : 0;
});

/** True when nothing can be wrong with the header by itself; cheap, for every frame passes here. */
export function isPlainHeader(header: WireFrameHeader, deflate: boolean): boolean {
  if ((octetAt(FIRST_OCTETS, header.firstOctet) & (deflate ? DEFLATED_FINE : UNMASKED_FINE)) === 0) return false;
  if (header.masked !== (header.from === 'client')) return false;
  const length = header.payloadLength;
  if (header.lengthForm === 7) return true;
  if (header.opcode >= 0x8) return false;
  return header.lengthForm === 16 ? length > 125 : length > 0xffff && length <= LARGEST;
}

const isPrintable = (octet: number): boolean => octet >= 0x20 && octet < 0x7f;

class Judge {
  readonly violations: Violation[] = [];
  /** Kinds of faults that a real implementation hardly ever has two of in one header; a wrong mask bit is not among them. */
  doubts = 0;
  readonly #header: WireFrameHeader;

  constructor(header: WireFrameHeader) {
    this.#header = header;
  }

  /** `at` is an octet of the header. */
  found(rule: ViolationRule, at: number, length: number, sentence: string): void {
    const { from, wireOffset } = this.#header;
    this.violations.push(violationOf(rule, from, wireOffset + at, length, sentence));
  }

  mask(): void {
    const { from, masked, maskingKey, headerLength } = this.#header;
    if (masked && from === 'server') {
      const key = maskingKey.toString(16).padStart(8, '0');
      const note = maskingKey === 0 ? ', which changes nothing' : '';
      const sentence = `The server masked this frame (key ${key}${note}); only a client masks.`;
      this.found('frame-masked-by-server', headerLength - 4, 4, sentence);
    }
    if (!masked && from === 'client') {
      this.found('frame-unmasked-by-client', 1, 1, 'The client did not mask this frame; a client masks every frame.');
    }
  }

  rsv(deflate: boolean): void {
    const { firstOctet, secondOctet, opcode } = this.#header;
    let unexplained = 0;
    for (const [bit, name, rule] of RSV_RULES) {
      if ((firstOctet & bit) === 0) continue;
      if (bit === 0x40 && deflate) {
        if (isControl(opcode)) {
          const sentence = `RSV1 is set on a ${describeOpcode(opcode)}: control frames are never compressed.`;
          this.found('rsv1-on-control', 0, 1, sentence);
        } else if (opcode === OPCODE.continuation) {
          const sentence = 'RSV1 is set on a continuation frame; only the first frame of a compressed message has it.';
          this.found('rsv1-on-continuation', 0, 1, sentence);
        } else continue;
      } else this.found(rule, 0, 1, `${name} is set, but no agreed extension gives it a meaning.`);
      unexplained += 1;
    }
    if (unexplained === 0) return;
    this.doubts += 1;
    // Text read as a header always has FIN clear and some RSV bit set.
    if (isPrintable(firstOctet) && isPrintable(secondOctet)) this.doubts += 1;
  }

  opcode(): void {
    const { opcode } = this.#header;
    if (!isReservedOpcode(opcode)) return;
    this.doubts += 1;
    const kind = isControl(opcode) ? 'control' : 'data';
    this.found('opcode-reserved', 0, 1, `Opcode 0x${opcode.toString(16)} is a reserved ${kind} opcode.`);
  }

  length(declared: bigint): void {
    const { lengthForm, payloadLength } = this.#header;
    if (lengthForm === 7) return;
    const bytes = lengthForm / 8;
    if (lengthForm === 64 && declared >= 1n << 63n) {
      this.found('length-top-bit', 2, 8, `The 64-bit length has its top bit set: it reads ${declared}.`);
    } else if (payloadLength > LARGEST) {
      const text = printable(declared);
      const hint =
        text === undefined
          ? ''
          : ` Its bytes read "${text}": a payload of 127 bytes was probably announced by writing 127 into the 7-bit field.`;
      this.found('length-impossible', 2, 8, `The frame declares ${declared} bytes, which no payload has.${hint}`);
    } else if (payloadLength <= (lengthForm === 16 ? 125 : 0xffff)) {
      this.doubts += 1;
      const sentence = `The length ${payloadLength} is written in ${lengthForm} bits, more than it needs.`;
      this.found('length-not-minimal', 1, 1 + bytes, sentence);
    }
  }

  control(): void {
    const { opcode, fin, payloadLength, lengthForm } = this.#header;
    if (!isControl(opcode)) return;
    const name = describeOpcode(opcode);
    if (!fin || payloadLength > MAX_CONTROL_PAYLOAD) this.doubts += 1;
    if (!fin) this.found('control-fragmented', 0, 1, `A ${name} has FIN clear; a control frame is never fragmented.`);
    if (payloadLength > MAX_CONTROL_PAYLOAD) {
      const sentence = `A ${name} has ${payloadLength} payload bytes; a control frame has ${MAX_CONTROL_PAYLOAD} at most.`;
      this.found('control-too-long', 1, 1 + lengthForm / 8, sentence);
    }
  }

  place(open: FramePlace['open']): void {
    const { opcode, fin } = this.#header;
    if (isControl(opcode)) return;
    if (opcode === OPCODE.continuation && open === undefined) {
      this.doubts += 1;
      const sentence = 'A continuation frame comes, but no message was begun that it could continue.';
      this.found('continuation-without-start', 0, 1, sentence);
    }
    if (opcode !== OPCODE.continuation && open !== undefined) {
      this.doubts += 1;
      const before = `${open.frames} ${open.frames === 1 ? 'fragment' : 'fragments'}, ${open.wireLength} bytes`;
      const sentence = `A new message begins (${describeOpcode(opcode)}${fin ? '' : ', fragmented'}) before the fragmented one (${before}) has ended.`;
      this.found('message-interleaved', 0, 1, sentence);
    }
  }
}

function printable(declared: bigint): string | undefined {
  const characters = Array.from({ length: 8 }, (_, index) => Number((declared >> BigInt(56 - 8 * index)) & 0xffn));
  return characters.every(isPrintable) ? String.fromCharCode(...characters) : undefined;
}

/** A length with its bytes in the other order. */
export function swappedLength(declared: bigint, bytes: number): bigint {
  let swapped = 0n;
  for (let index = 0; index < bytes; index += 1)
    swapped |= ((declared >> BigInt(8 * index)) & 0xffn) << BigInt(8 * (bytes - 1 - index));
  return swapped;
}

/** Every broken rule of one header. `declared` is its length exactly; `header.payloadLength` may have been rounded. */
export function judgeHeader(header: WireFrameHeader, declared: bigint, place: FramePlace): HeaderVerdict {
  const judge = new Judge(header);
  judge.mask();
  judge.rsv(place.deflate);
  judge.opcode();
  judge.length(declared);
  judge.control();
  judge.place(place.open);
  return {
    violations: judge.violations,
    lost: judge.doubts >= (place.afterDoubt ? 1 : 2) || header.payloadLength > LARGEST,
  };
}
