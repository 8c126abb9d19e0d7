/**
 * Messages out of one endpoint's frames (RFC 6455 §5.4, §5.6): fragments joined, UTF-8 checked as it comes (§8.1), compressed
 * payloads inflated (RFC 7692 §7.2.2), Close read (§5.5.1). Only compressed payloads and Close are collected.
 */
import type { FrameId, Micros, WireOffset } from '../base/branded.ts';
import { copyBytes } from '../base/copyBytes.ts';
import { joinBytes } from '../base/joinBytes.ts';
import { judgeClosePayload, readClosePayload, type ClosePayload } from './closeFrame.ts';
import { DataMessage, type PayloadReading } from './dataMessage.ts';
import { judgeInflation, looksCompressed } from './deflateJudgement.ts';
import type { Endpoint } from './endpoint.ts';
import type { Message } from './frame.ts';
import type { WireFrameHeader } from './frameDecoder.ts';
import { masked, maskInto } from './masking.ts';
import { OPCODE } from './opcode.ts';
import type { Inflater } from './permessageDeflate.ts';
import { describeUtf8Fault, utf8FaultOf, type Utf8Fault } from './utf8.ts';
import { violationOf, type Violation } from './violation.ts';

export interface AssemblerSink {
  message(message: Message): void;
  violation(violation: Violation, frame: FrameId, at: Micros): void;
  close(payload: ClosePayload, frame: FrameId, at: Micros): void;
}

/** Shared by both directions: messages are counted together. */
export interface MessageCount {
  messages: number;
}

export interface AssemblerOptions {
  readonly from: Endpoint;
  /** Undefined without permessage-deflate. */
  readonly inflater: Inflater | undefined;
  /** Most bytes of a compressed payload that are collected, and most of a message that are told of. */
  readonly maxInflatedBytes: number;
  readonly count: MessageCount;
  readonly sink: AssemblerSink;
}

/** A Close frame longer than it may be is still shown, up to this much. */
const CLOSE_KEPT = 4096;
/** Payload of an unagreed RSV1 that is collected for a try. */
const DOUBTFUL_KEPT = 1_048_576;

/** The one message object of an assembler, written anew for every message. */
class WholeMessage implements Message {
  number = 0;
  readonly from: Endpoint;
  opcode = 0;
  firstFrame = 0 as FrameId;
  lastFrame = 0 as FrameId;
  frames = 0;
  compressed = false;
  wireLength = 0;
  length: number | undefined = 0;

  constructor(from: Endpoint) {
    this.from = from;
  }
}

export class MessageAssembler {
  readonly #options: AssemblerOptions;
  readonly #sink: AssemblerSink;
  readonly #whole: WholeMessage;
  #current = new DataMessage();
  /** A fragmented message that waits while another one was put between its fragments. */
  #waiting = new DataMessage();
  readonly #closePayload = new Uint8Array(CLOSE_KEPT);
  #closeLength = 0;
  #scratch = new Uint8Array(0);
  // The frame at hand.
  #frame = 0 as FrameId;
  #opcode = 0;
  #fin = true;
  #masked = false;
  #key = 0;
  #payloadLength = 0;
  #payloadOffset = 0;
  #messageOffset = 0;
  #controlNumber = 0;

  constructor(options: AssemblerOptions) {
    this.#options = options;
    this.#sink = options.sink;
    this.#whole = new WholeMessage(options.from);
  }

  /** The data message that waits for its next fragment. */
  get open(): DataMessage | undefined {
    return this.#current.open ? this.#current : undefined;
  }

  start(frame: FrameId, header: WireFrameHeader): void {
    const opcode = header.opcode;
    this.#frame = frame;
    this.#opcode = opcode;
    this.#fin = header.fin;
    this.#masked = header.masked;
    this.#key = header.maskingKey;
    this.#payloadLength = header.payloadLength;
    this.#payloadOffset = header.wireOffset + header.headerLength;
    if (opcode >= 0x8) {
      this.#controlNumber = ++this.#options.count.messages;
      this.#closeLength = 0;
      return;
    }
    let current = this.#current;
    if (opcode !== OPCODE.continuation || !current.open) {
      if (current.open && header.fin) {
        // One whole message between another's fragments: that one may still go on.
        current = this.#waiting;
        this.#waiting = this.#current;
        this.#current = current;
      }
      const reading: PayloadReading = !header.rsv1 || opcode === OPCODE.continuation ? 'plain' : this.#readingOfRsv1();
      current.begin(++this.#options.count.messages, opcode, frame, reading, this.#payloadOffset as WireOffset);
    }
    current.frames += 1;
    this.#messageOffset = current.wireLength;
  }

  /** `bytes[start..end)` as it stands on the wire. */
  payload(bytes: Uint8Array, start: number, end: number, position: number, at: Micros): void {
    if (this.#opcode >= 0x8) {
      if (this.#opcode === OPCODE.close) this.#takeClose(bytes, start, end, position);
      return;
    }
    const current = this.#current;
    current.wireLength += end - start;
    if (current.reading !== 'plain') this.#collect(bytes, start, end, position);
    else if (current.opcode === OPCODE.text && !current.told) this.#checkText(bytes, start, end, position, at);
  }

  /** The frame ended; an incomplete one makes no message. */
  end(received: number, complete: boolean, at: Micros): void {
    if (!complete) return;
    if (this.#opcode >= 0x8) {
      this.#endControl(received, at);
      return;
    }
    const current = this.#current;
    current.lastFrame = this.#frame;
    if (!this.#fin) {
      const unfinished = current.utf8.pending;
      if (unfinished > 0 && unfinished <= received) current.unfinishedAt = this.#payloadOffset + received - unfinished;
      return;
    }
    this.#endMessage(current, at);
    current.open = false;
    if (this.#waiting.open) {
      this.#current = this.#waiting;
      this.#waiting = current;
    }
  }

  #readingOfRsv1(): PayloadReading {
    return this.#options.inflater === undefined ? 'doubtful' : 'deflate';
  }

  #endControl(received: number, at: Micros): void {
    const whole = this.#whole;
    whole.number = this.#controlNumber;
    whole.opcode = this.#opcode;
    whole.firstFrame = this.#frame;
    whole.lastFrame = this.#frame;
    whole.frames = 1;
    whole.compressed = false;
    whole.wireLength = received;
    whole.length = received;
    if (this.#opcode === OPCODE.close) {
      const payload = this.#closePayload.slice(0, this.#closeLength);
      for (const violation of judgeClosePayload(payload, this.#options.from, this.#payloadOffset)) {
        this.#sink.violation(violation, this.#frame, at);
      }
      this.#sink.message(whole);
      this.#sink.close(readClosePayload(payload), this.#frame, at);
    } else this.#sink.message(whole);
  }

  #endMessage(current: DataMessage, at: Micros): void {
    const whole = this.#whole;
    const { inflater } = this.#options;
    whole.number = current.number;
    whole.opcode = current.opcode;
    whole.firstFrame = current.firstFrame;
    whole.lastFrame = current.lastFrame;
    whole.frames = current.frames;
    whole.wireLength = current.wireLength;
    whole.compressed = current.reading === 'deflate';
    whole.length = current.wireLength;
    if (current.reading === 'plain') {
      const fault = current.opcode === OPCODE.text && !current.told ? current.utf8.end() : undefined;
      if (fault !== undefined) this.#tellUtf8(current, fault, at);
    } else if (inflater !== undefined) whole.length = this.#inflate(inflater, current, at);
    else this.#judgeDoubtful(current, at);
    this.#sink.message(whole);
  }

  #takeClose(bytes: Uint8Array, start: number, end: number, position: number): void {
    const kept = Math.min(end - start, CLOSE_KEPT - this.#closeLength);
    const target = this.#closePayload;
    if (this.#masked) maskInto(target, this.#closeLength, bytes, start, start + kept, this.#key, position);
    else target.set(bytes.subarray(start, start + kept), this.#closeLength);
    this.#closeLength += kept;
  }

  #collect(bytes: Uint8Array, start: number, end: number, position: number): void {
    const current = this.#current;
    const limit = current.reading === 'deflate' ? this.#options.maxInflatedBytes : DOUBTFUL_KEPT;
    if (current.overflown || current.collected + end - start > limit) {
      current.overflown = true;
      current.drop();
      return;
    }
    // A payload that lies whole in this chunk is read before the chunk goes away.
    const atOnce = this.#fin && current.frames === 1 && end - start === this.#payloadLength;
    const piece = bytes.subarray(start, end);
    current.parts.push(this.#masked ? masked(piece, this.#key, position) : atOnce ? piece : copyBytes(piece));
    current.collected += end - start;
  }

  #checkText(bytes: Uint8Array, start: number, end: number, position: number, at: Micros): void {
    const current = this.#current;
    let text = bytes;
    let from = start;
    let to = end;
    if (this.#masked) {
      if (this.#scratch.length < end - start) this.#scratch = new Uint8Array(Math.max(end - start, 4096));
      text = this.#scratch;
      from = 0;
      to = end - start;
      maskInto(text, 0, bytes, start, end, this.#key, position);
    }
    const fault = current.utf8.push(text, from, to);
    if (fault !== undefined) this.#tellUtf8(current, fault, at);
  }

  #tellUtf8(current: DataMessage, fault: Utf8Fault, at: Micros): void {
    current.told = true;
    const inThisFrame = fault.offset - this.#messageOffset;
    const offset = inThisFrame >= 0 ? this.#payloadOffset + inThisFrame : current.unfinishedAt;
    const crossing = inThisFrame < 0 ? ', in a character that an earlier fragment began' : '';
    const sentence = `The text is not UTF-8 at byte ${fault.offset} of the message${crossing}: ${describeUtf8Fault(fault)}.`;
    this.#sink.violation(
      violationOf('utf8-invalid', this.#options.from, offset, fault.bytes.length, sentence),
      this.#frame,
      at,
    );
  }

  /** Length after inflation, or undefined when that failed. */
  #inflate(inflater: Inflater, current: DataMessage, at: Micros): number | undefined {
    const { from, maxInflatedBytes } = this.#options;
    const tell = (violation: Violation): void => this.#sink.violation(violation, this.#frame, at);
    if (current.overflown) {
      inflater.skip();
      const sentence = `The compressed message has ${current.wireLength} bytes, more than the ${maxInflatedBytes} that are inflated.`;
      tell(violationOf('deflate-cap', from, current.payloadOffset, current.wireLength, sentence));
      return undefined;
    }
    const payload = joinBytes(current.parts);
    const inflated = inflater.inflate(payload);
    current.drop();
    if (inflated.fault !== undefined) {
      const violation = judgeInflation(inflated.fault, payload, from, current);
      if (violation !== undefined) tell(violation);
    }
    if (!inflated.whole) return undefined;
    const fault = current.opcode === OPCODE.text ? utf8FaultOf(inflated.bytes) : undefined;
    if (fault !== undefined) {
      const sentence = `The text is not UTF-8 at byte ${fault.offset} after inflation: ${describeUtf8Fault(fault)}.`;
      tell(violationOf('utf8-invalid', from, current.payloadOffset, current.wireLength, sentence));
    }
    return inflated.bytes.length;
  }

  /** RSV1 came without an agreement: does the payload inflate? If not, it is judged as what its opcode says. */
  #judgeDoubtful(current: DataMessage, at: Micros): void {
    if (current.overflown) return;
    const { from } = this.#options;
    const payload = joinBytes(current.parts);
    current.drop();
    const tell = (violation: Violation): void => this.#sink.violation(violation, this.#frame, at);
    const evidence = looksCompressed(payload);
    if (evidence !== undefined) {
      tell(violationOf('compressed-without-agreement', from, current.payloadOffset, current.wireLength, evidence));
      return;
    }
    const fault = current.opcode === OPCODE.text ? utf8FaultOf(payload) : undefined;
    if (fault === undefined) return;
    const sentence = `The text is not UTF-8 at byte ${fault.offset} of the message: ${describeUtf8Fault(fault)}.`;
    tell(violationOf('utf8-invalid', from, current.payloadOffset, current.wireLength, sentence));
  }
}
