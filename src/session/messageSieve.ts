import { copyBytes } from '../base/copyBytes.ts';
import type { FrameHeader } from '../protocol/frame.ts';
import { isControl, OPCODE } from '../protocol/opcode.ts';
import { type PlainRun, tellEach } from '../protocol/plainRun.ts';
import { windowMessage } from './windowMessage.ts';

/** DEFLATE makes at most 1,032 bytes out of one, and a few more of what a block begins with. */
const MOST_INFLATION = 1_100;
/** What the witness inflates of a message at most, and judges. */
const MOST_JUDGED_BYTES = 64 * 1024 * 1024;
/** As far as DEFLATE looks back; an endpoint that takes no message of this length cannot be shown what it missed. */
const WINDOW_BYTES = 32_768;

const NOTHING = new Uint8Array(0);

export interface SieveSetup {
  /** True while somebody wants the messages that the endpoint delivers. */
  readonly wanted: () => boolean;
  /** Bytes that a message may have after inflation, which the endpoint enforces; 0 for any number. */
  readonly maxMessageBytes: number;
  /** The window of the server's messages so far (RFC 7692 §7.2.2). */
  readonly inflaterWindow: () => Uint8Array;
  /** Told in order of what the endpoint is going to deliver: a message's number, or undefined for one that is none of a capture. */
  readonly delivers: (number: number | undefined) => void;
}

/** Bytes `from` … `to` of the server's stream, and what the endpoint is given before them. */
interface Piece {
  readonly from: number;
  to: number;
  readonly before: readonly Uint8Array[];
}

/**
 * Says what of the server's bytes the endpoint has to see. The endpoint enforces the rules and answers control frames; whole data
 * messages at which the witness found nothing wrong, and that nobody wants delivered, would only cost it time. To be told of each chunk
 * (`take`) and of what the transcript finds in it, and then to be asked (`sift`). Offsets count the server's bytes.
 */
export class MessageSieve {
  readonly #setup: SieveSetup;
  #begun = false;
  /** From there on everything passes: the endpoint is to judge it. */
  #broken = false;
  /** The endpoint missed compressed messages that later ones may refer to. */
  #behind = false;
  /** Begun and not ended: its fragments pass. */
  #fragmented = false;
  #frameStart = 0;
  #frameEnd = 0;
  #framePasses = true;
  /** The beginning of a header whose rest has not come. */
  #held: Uint8Array = NOTHING;
  // Of the chunk at hand.
  #start = 0;
  #end = 0;
  #passes = true;
  #wanted = false;
  readonly #pieces: Piece[] = [];
  readonly #deliveries: (number | undefined)[] = [];
  /** The first frame that is kept back, and what the endpoint would have to know before it; what was to be delivered until then. */
  #firstKept = -1;
  #windowThere: Uint8Array = NOTHING;
  #deliveriesThere = 0;
  #messagesSince = 0;

  constructor(setup: SieveSetup) {
    this.#setup = setup;
  }

  /** The opening handshake is over: from now on something may be kept back. */
  begin(): void {
    this.#begun = true;
  }

  /** The next chunk; `given` when the endpoint has it already. */
  take(length: number, given: boolean): void {
    this.#start = this.#end;
    this.#end += length;
    this.#wanted = this.#setup.wanted();
    const clean = this.#held.length === 0 && (this.#framePasses || this.#frameEnd <= this.#start);
    this.#passes = given || !this.#begun || (clean && !this.#behind && (this.#broken || this.#wanted));
    this.#pieces.length = 0;
    this.#deliveries.length = 0;
    this.#firstKept = -1;
    this.#windowThere = NOTHING;
    if (!this.#passes && this.#framePasses && this.#frameEnd > this.#start) this.#pass(this.#start, this.#frameEnd);
  }

  /** A header of the server's was read whole. */
  frame(header: FrameHeader): void {
    this.#frameStart = header.wireOffset;
    this.#frameEnd = header.wireOffset + header.headerLength + header.payloadLength;
    // What the endpoint was given of a header it has to get the rest of.
    const begun = header.wireOffset < this.#start && this.#held.length === 0;
    this.#framePasses = this.#passes || begun || this.#concerns(header);
    if (!isControl(header.opcode)) this.#fragmented = !header.fin;
    if (this.#passes) return;
    if (!this.#framePasses) {
      this.#keepBack(header.rsv1);
      return;
    }
    const missed = header.rsv1 && this.#behind ? this.#window() : NOTHING;
    // Only plain messages were kept back before it in this chunk: the window has been the same since the first of them.
    if (this.#firstKept >= 0 && this.#windowThere.length === 0) this.#windowThere = missed;
    this.#pass(this.#frameStart, this.#frameEnd, missed);
    if (header.rsv1) this.#behind = false;
  }

  /** A data message of the server's is whole. */
  message(number: number): void {
    if (this.#passes) this.#setup.delivers(number);
    else if (this.#framePasses) this.#deliveries.push(number);
    if (this.#firstKept >= 0) this.#messagesSince += 1;
  }

  /** Neighbouring data messages of the server's that are whole in this chunk. */
  run(run: PlainRun): void {
    const limit = this.#setup.maxMessageBytes;
    const concerns = this.#broken || this.#fragmented || this.#wanted || (limit > 0 && run.largestPayload > limit);
    if (this.#passes || concerns) {
      tellEach(run, {
        frameStart: (_frame, header) => this.frame(header),
        message: ({ number }) => this.message(number),
      });
      return;
    }
    this.#frameStart = run.wireOffset;
    this.#keepBack(false);
    this.#messagesSince += run.count;
    this.#frameEnd = run.wireEnd;
    this.#framePasses = false;
  }

  /** The server broke a rule. What was kept back of the chunk passes after all, so that the endpoint sees it in its context. */
  violation(): void {
    if (this.#broken) return;
    this.#broken = true;
    if (this.#firstKept < 0) return;
    const kept = this.#pieces.findIndex(({ to }) => to > this.#firstKept);
    if (kept >= 0) this.#pieces.length = kept;
    this.#deliveries.length = this.#deliveriesThere;
    const window = this.#windowThere;
    this.#pass(this.#firstKept, this.#frameEnd, window);
    for (let i = 0; i < this.#messagesSince; i += 1) this.#deliveries.push(undefined);
    this.#firstKept = -1;
    this.#behind = false;
    this.#framePasses = true;
  }

  /** What the endpoint is to be given of the chunk that was taken last; undefined for the chunk as it is. */
  sift(chunk: Uint8Array): readonly Uint8Array[] | undefined {
    if (this.#passes) return undefined;
    const start = this.#start;
    const parts: Uint8Array[] = [];
    for (const { from, to, before } of this.#pieces) {
      parts.push(...before, chunk.subarray(Math.max(0, from - start), Math.min(to, this.#end) - start));
    }
    const rest = Math.max(this.#frameEnd, start);
    if (rest >= this.#end) this.#held = NOTHING;
    else this.#hold(chunk.subarray(rest - start), rest === start, parts);
    for (const number of this.#deliveries) this.#setup.delivers(number);
    return parts;
  }

  /** Bytes behind the last frame: the beginning of a header, or of something that is none. */
  #hold(bytes: Uint8Array, goesOn: boolean, parts: Uint8Array[]): void {
    const held = goesOn ? Buffer.concat([this.#held, bytes]) : copyBytes(bytes);
    this.#held = this.#broken ? NOTHING : held;
    if (this.#broken) parts.push(held);
  }

  #concerns(header: FrameHeader): boolean {
    const { opcode, fin, rsv1, payloadLength } = header;
    if (this.#broken || this.#fragmented || !fin || (opcode !== OPCODE.text && opcode !== OPCODE.binary)) return true;
    const whole = this.#frameEnd <= this.#end;
    const limit = this.#setup.maxMessageBytes;
    if (!rsv1) {
      // Nothing can be wrong with the payload of a binary message; a text is judged when all of it is here.
      if (!whole && opcode === OPCODE.text) return true;
      return (limit > 0 && payloadLength > limit) || this.#wanted;
    }
    if (!whole || this.#wanted) return true;
    const most = payloadLength * MOST_INFLATION;
    return most > MOST_JUDGED_BYTES || (limit > 0 && (most > limit || limit < WINDOW_BYTES));
  }

  #keepBack(compressed: boolean): void {
    if (this.#firstKept < 0) {
      this.#firstKept = this.#frameStart;
      this.#deliveriesThere = this.#deliveries.length;
      this.#messagesSince = 0;
    }
    if (!compressed) return;
    if (this.#behind && this.#windowThere.length === 0) this.#windowThere = this.#window();
    this.#behind = true;
  }

  #window(): Uint8Array {
    const window = this.#setup.inflaterWindow();
    return window.length === 0 ? NOTHING : windowMessage(window);
  }

  #pass(from: number, to: number, window: Uint8Array = NOTHING): void {
    const before: Uint8Array[] = [];
    if (window.length > 0) {
      before.push(window);
      this.#deliveries.push(undefined);
    }
    if (from < this.#start && this.#held.length > 0) before.push(this.#held);
    const last = this.#pieces.at(-1);
    if (last?.to === from && before.length === 0) last.to = to;
    else this.#pieces.push({ from, to, before });
  }
}
