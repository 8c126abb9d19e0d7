/** One endpoint's bytes after the opening handshake: frames numbered, judged, joined to messages, and found again when lost. */
import { frameId, type FrameId, type Micros } from '../base/branded.ts';
import { BytesAfterClose } from './bytesAfterClose.ts';
import type { CloseFrame, StreamEnd } from './closingHandshake.ts';
import type { Endpoint } from './endpoint.ts';
import type { FrameEnd } from './frame.ts';
import { exactLength, FrameDecoder, headerOctets, WireFrameHeader, type FrameDecoderSink } from './frameDecoder.ts';
import { isPlainHeader, judgeHeader } from './frameRules.ts';
import { LostFraming, type PreviousFrame, type SearchOutcome } from './lostFraming.ts';
import { MessageAssembler, type MessageCount } from './messageAssembler.ts';
import { describeOpcode, isControl, OPCODE } from './opcode.ts';
import type { Inflater } from './permessageDeflate.ts';
import { PlainRunReader } from './plainRun.ts';
import type { TranscriptSink } from './transcriptSink.ts';
import { judgeUnfinishedFrame, judgeUnfinishedHeader } from './unfinishedFrame.ts';
import { violationOf, type Violation } from './violation.ts';

/** Frames and messages are counted over both directions. */
export interface Count extends MessageCount {
  frames: number;
}

export interface FrameStreamOptions {
  readonly from: Endpoint;
  /** Where frames begin in what `from` wrote. */
  readonly offset: number;
  readonly inflater: Inflater | undefined;
  readonly maxInflatedBytes: number;
  readonly count: Count;
  readonly sink: TranscriptSink;
  readonly closeSeen: (close: CloseFrame) => void;
  /** What the response made likely instead of frames: the first bytes are then looked at more sharply. */
  readonly suspect?: 'chunks' | 'http2' | undefined;
}

/** The one end object of a stream, written anew for every frame. */
class WireFrameEnd implements FrameEnd {
  frame = frameId(0);
  readonly from: Endpoint;
  at = 0 as Micros;
  payloadReceived = 0;
  complete = true;

  constructor(from: Endpoint) {
    this.from = from;
  }
}

const isHexDigit = (byte: number): boolean => /[\da-f]/i.test(String.fromCharCode(byte));

export class FrameStream implements FrameDecoderSink {
  readonly #options: FrameStreamOptions;
  readonly #sink: TranscriptSink;
  readonly #deflate: boolean;
  readonly #decoder: FrameDecoder;
  readonly #assembler: MessageAssembler;
  readonly #end: WireFrameEnd;
  /** Undefined where each frame is wanted by itself, or has to be looked at more closely. */
  readonly #runs: PlainRunReader | undefined;
  #frame = frameId(0);
  #header: WireFrameHeader;
  /** Of the frame before the one at hand. */
  #previous: PreviousFrame | undefined;
  #at = 0 as Micros;
  #closed = false;
  /** The length of the frame before was doubtful. */
  #afterDoubt = false;
  #lost: LostFraming | undefined;
  #searching = false;
  #afterClose: BytesAfterClose | undefined;

  constructor(options: FrameStreamOptions) {
    const { from, offset, inflater, maxInflatedBytes, count, sink } = options;
    this.#options = options;
    this.#sink = sink;
    this.#deflate = inflater !== undefined;
    this.#decoder = new FrameDecoder(from, offset, this);
    this.#header = new WireFrameHeader(from);
    this.#end = new WireFrameEnd(from);
    const closely = sink.plainMessages === undefined || from === 'client' || options.suspect !== undefined;
    this.#runs = closely ? undefined : new PlainRunReader();
    this.#assembler = new MessageAssembler({
      from,
      inflater,
      maxInflatedBytes,
      count,
      sink: {
        message: (message) => sink.message(message),
        violation: (violation, frame, at) => sink.violation(violation, frame, at),
        close: (payload, frame, at) => {
          const again = this.#closed;
          this.#closed = true;
          if (!again) options.closeSeen({ from, frame, at, ...payload });
        },
      },
    });
  }

  /** Takes `bytes[start..)`. */
  push(bytes: Uint8Array, start: number, at: Micros): void {
    this.#at = at;
    let next = start;
    while (next < bytes.length) {
      if (this.#afterClose !== undefined) {
        this.#afterClose.push(bytes, next);
        return;
      }
      if (this.#lost === undefined) next = this.#decoder.push(bytes, next, bytes.length, at);
      else if (this.#searching) {
        const { outcome, next: stopped } = this.#lost.push(bytes, next);
        next = stopped;
        this.#act(this.#lost, outcome, at);
      } else {
        this.#lost.count(bytes.length - next);
        return;
      }
    }
  }

  /** No more bytes will come. */
  end(how: StreamEnd, at: Micros): void {
    this.#at = at;
    if (this.#lost !== undefined && this.#searching) this.#act(this.#lost, this.#lost.end(), at);
    if (this.#lost !== undefined) this.#tellEnd(this.#lost.received(), false, at);
    else this.#endFrames(how, at);
    if (this.#afterClose !== undefined) this.#sink.violation(this.#afterClose.violation(), undefined, at);
  }

  takeWhole(bytes: Uint8Array, start: number, end: number, wireOffset: number, at: Micros): number {
    const run = this.#runs;
    if (run === undefined || this.#closed || this.#assembler.open !== undefined) return start;
    const next = run.read(bytes, start, end, wireOffset);
    if (run.count === 0) return start;
    const { count } = this.#options;
    run.at = at;
    run.firstFrame = count.frames as FrameId;
    run.firstMessage = count.messages + 1;
    count.frames += run.count;
    count.messages += run.count;
    this.#afterDoubt = false;
    this.#precede(run.last());
    this.#sink.plainMessages?.(run);
    return next;
  }

  frameStart(header: WireFrameHeader, at: Micros): boolean {
    const plain = isPlainHeader(header, this.#deflate);
    if (this.#closed && !plain) {
      this.#afterClose = new BytesAfterClose(this.#options.from, header.wireOffset);
      this.#afterClose.push(headerOctets(header), 0);
      return false;
    }
    const frame = this.#options.count.frames as FrameId;
    this.#options.count.frames += 1;
    this.#frame = frame;
    this.#header = header;
    this.#sink.frameStart(frame, header, at);
    const opcode = header.opcode;
    const misplaced = opcode < 0x8 && (opcode === OPCODE.continuation) !== (this.#assembler.open !== undefined);
    if (!plain || misplaced || this.#closed || this.#isSuspected(header)) {
      if (!this.#judge(header, frame, at)) return false;
    } else this.#afterDoubt = false;
    this.#assembler.start(frame, header);
    return true;
  }

  framePayload(bytes: Uint8Array, start: number, end: number, position: number): void {
    this.#assembler.payload(bytes, start, end, position, this.#at);
  }

  frameEnd(received: number, complete: boolean, at: Micros): void {
    this.#tellEnd(received, complete, at);
    this.#assembler.end(received, complete, at);
    this.#precede(this.#header);
  }

  #precede({ opcode, payloadLength, lengthForm }: PreviousFrame): void {
    if (this.#previous === undefined) this.#previous = { opcode, payloadLength, lengthForm };
    else {
      this.#previous.opcode = opcode;
      this.#previous.payloadLength = payloadLength;
      this.#previous.lengthForm = lengthForm;
    }
  }

  /** False when framing is lost. */
  #judge(header: WireFrameHeader, frame: FrameId, at: Micros): boolean {
    const place = { deflate: this.#deflate, open: this.#assembler.open, afterDoubt: this.#afterDoubt };
    const verdict = judgeHeader(header, exactLength(header), place);
    const tell = (violation: Violation): void => this.#sink.violation(violation, frame, at);
    for (const violation of verdict.violations) tell(violation);
    if (this.#closed) this.#judgeAfterClose(header, tell);
    this.#afterDoubt = verdict.violations.some(({ rule }) => rule === 'length-not-minimal');
    if (!verdict.lost && !this.#isSuspected(header)) return true;
    const impossible = header.payloadLength > Number.MAX_SAFE_INTEGER;
    this.#searching = true;
    this.#lost = new LostFraming(
      {
        by: this.#options.from,
        offset: header.wireOffset,
        headerLength: header.headerLength,
        payloadLength: impossible ? Number.POSITIVE_INFINITY : header.payloadLength,
        firstOctet: header.firstOctet,
        previous: this.#previous,
      },
      headerOctets(header),
      {
        deflate: this.#deflate,
        messageOpen: place.open !== undefined,
        openAfter: isControl(header.opcode) ? place.open !== undefined : !header.fin,
      },
      tell,
    );
    return false;
  }

  /** RFC 6455 §5.5.1: no data frame after Close, and no second Close. Ping and Pong are not forbidden. */
  #judgeAfterClose(header: WireFrameHeader, tell: (violation: Violation) => void): void {
    const { from } = this.#options;
    const { opcode, wireOffset, headerLength } = header;
    if (opcode === OPCODE.close) {
      const sentence = `The ${from} sent a second Close frame; the first one counts.`;
      tell(violationOf('close-repeated', from, wireOffset, headerLength, sentence));
    } else if (!isControl(opcode)) {
      const sentence = `The ${from} sent a ${describeOpcode(opcode)} after its Close frame.`;
      tell(violationOf('data-after-close', from, wireOffset, headerLength, sentence));
    }
  }

  /** The first header of all looks like what the response made likely. */
  #isSuspected({ firstOctet, secondOctet }: WireFrameHeader): boolean {
    if (this.#options.suspect === undefined || this.#previous !== undefined) return false;
    if (this.#options.suspect === 'http2') return firstOctet === 0;
    // A chunk size of one digit; longer ones are no headers anyway.
    return isHexDigit(firstOctet) && secondOctet === 0x0d;
  }

  /** Goes on as the search says. */
  #act(lost: LostFraming, outcome: SearchOutcome, at: Micros): void {
    if (outcome.kind === 'searching') return;
    this.#searching = false;
    if (outcome.kind === 'given-up') return;
    const received = lost.received(outcome.at);
    this.#lost = undefined;
    if (lost.toldTruth(outcome.at)) {
      // Frames go on where the doubtful header said: it is a frame like any other.
      this.#assembler.start(this.#frame, this.#header);
      if (received > 0) this.framePayload(lost.payload(outcome.at), 0, received, 0);
      this.frameEnd(received, true, at);
    } else this.#tellEnd(received, false, at);
    this.#decoder.resumeAt(this.#header.wireOffset + outcome.at);
    this.push(outcome.rest, 0, at);
  }

  #endFrames(how: StreamEnd, at: Micros): void {
    const held = this.#decoder.heldHeader;
    if (held.length > 0) {
      const offset = this.#decoder.offset - held.length;
      if (this.#closed) {
        this.#afterClose = new BytesAfterClose(this.#options.from, offset);
        this.#afterClose.push(held, 0);
      } else if (how !== 'abandoned') {
        this.#sink.violation(judgeUnfinishedHeader(held, this.#options.from, offset), undefined, at);
      }
    } else if (this.#decoder.insideFrame) {
      for (const violation of judgeUnfinishedFrame(this.#header, this.#decoder.received, how)) {
        this.#sink.violation(violation, this.#frame, at);
      }
    }
    this.#decoder.cut(at);
  }

  #tellEnd(received: number, complete: boolean, at: Micros): void {
    const end = this.#end;
    end.frame = this.#frame;
    end.at = at;
    end.payloadReceived = received;
    end.complete = complete;
    this.#sink.frameEnd(end);
  }
}
