import type { Micros } from '../base/branded.ts';
import type { StreamEnd } from '../protocol/closingHandshake.ts';
import { type Endpoint, peerOf } from '../protocol/endpoint.ts';
import type { AppendQueue } from './appendQueue.ts';
import { type CaptureNote, commentsOf } from './captureNote.ts';
import {
  encodeOptions,
  encodePreamble,
  OPTION,
  PACKET_HEAD_BYTES,
  padded,
  textOption,
  writePacketHead,
} from './pcapngBlocks.ts';
import type { SegmentIndex } from './segmentIndex.ts';
import { MAX_SEGMENT_PAYLOAD, SEGMENT_HEAD_BYTES, TCP, writeSegmentHead } from './tcpSegment.ts';

const PAYLOAD_OFFSET = PACKET_HEAD_BYTES + SEGMENT_HEAD_BYTES;
/** Shorter payloads of the client are copied as well: that is cheaper than to hold them until they are written. */
const COPY_BELOW = 4096;
const NOTHING = new Uint8Array(0);

/** First of the ports that no service owns (RFC 6335 §6): attempts take one after the other. */
const FIRST_CLIENT_PORT = 49152;
const CLIENT_PORTS = 0x10000 - FIRST_CLIENT_PORT;

/** Where the packets go. */
export type PacketQueue = Pick<AppendQueue, 'length' | 'stopped' | 'view' | 'reserve' | 'append' | 'hold' | 'commit'>;

export interface PcapngWriterOptions {
  /** File length that is not exceeded. */
  readonly maxBytes?: number;
  /** Told once, when `maxBytes` is reached. */
  readonly onFull?: (reason: string) => void;
  /** Both endpoints' first TCP sequence number; default 0. */
  readonly initialSequence?: number;
}

/** The same for every file. */
let preamble: Uint8Array | undefined;

/** Writes connection attempts as pcapng: each one a synthetic TCP stream that carries what crossed the wire inside TLS. */
export class PcapngWriter {
  readonly queue: PacketQueue;
  readonly initialSequence: number;
  readonly #maxBytes: number;
  readonly #onFull: (reason: string) => void;
  #full = false;

  constructor(queue: PacketQueue, options: PcapngWriterOptions = {}) {
    this.queue = queue;
    this.initialSequence = options.initialSequence ?? 0;
    this.#maxBytes = options.maxBytes ?? Number.POSITIVE_INFINITY;
    this.#onFull = options.onFull ?? (() => undefined);
    // Written with what comes first: whoever begins a capture is about to connect, and not to be kept waiting.
    queue.hold((preamble ??= encodePreamble()));
  }

  /** Begins an attempt; `number` is 1 for the first of the file. `remarks` become comments on its first packet. */
  begin(number: number, facts: unknown, at: Micros, remarks?: readonly string[]): AttemptWriter {
    return new AttemptWriter(
      this,
      FIRST_CLIENT_PORT + ((number - 1) % CLIENT_PORTS),
      { kind: 'begin', facts },
      at,
      remarks,
    );
  }

  /** True when a block of that many bytes may still be written; tells once when it may not. */
  hasRoom(bytes: number): boolean {
    if (this.#full || this.queue.stopped) return false;
    if (this.queue.length + bytes <= this.#maxBytes) return true;
    this.#full = true;
    this.#onFull(
      `The capture file has reached its limit of ${Math.round(this.#maxBytes / 1024 / 1024)} MiB. ` +
        'The connection goes on; raise the limit to record more.',
    );
    return false;
  }
}

/** One attempt's packets. TCP's own handshake appears with the first bytes, so an attempt that got no connection shows a SYN alone. */
export class AttemptWriter {
  readonly #writer: PcapngWriter;
  readonly #clientPort: number;
  /** Each endpoint's next sequence number; unsigned 32-bit, wrapping as RFC 9293 §3.4 says. */
  readonly #next: Record<Endpoint, number>;
  #lastFrom: Endpoint = 'server';
  #connected = false;

  constructor(writer: PcapngWriter, clientPort: number, note: CaptureNote, at: Micros, remarks?: readonly string[]) {
    this.#writer = writer;
    this.#clientPort = clientPort;
    this.#next = { client: writer.initialSequence, server: writer.initialSequence };
    this.#packet('client', TCP.syn, at, NOTHING, note, remarks);
  }

  /**
   * Writes bytes of `from` in segments of at most `segmentBytes` and adds their places to `index`. What the client wrote must not change
   * until it is written; what the server wrote is copied, for a socket reads into the same memory again.
   */
  bytes(
    from: Endpoint,
    bytes: Uint8Array,
    at: Micros,
    streamOffset: number,
    index: SegmentIndex,
    segmentBytes = MAX_SEGMENT_PAYLOAD,
  ): void {
    this.#connect(at);
    for (let start = 0; start < bytes.length; start += segmentBytes) {
      const piece = bytes.length <= segmentBytes ? bytes : bytes.subarray(start, start + segmentBytes);
      const fileOffset = this.#packet(from, TCP.psh | TCP.ack, at, piece);
      if (fileOffset === undefined) return;
      index.add(streamOffset + start, fileOffset, piece.length);
    }
  }

  end(from: Endpoint, how: StreamEnd, at: Micros): void {
    switch (how) {
      case 'fin':
        this.#connect(at);
        this.#packet(from, TCP.fin | TCP.ack, at, NOTHING);
        return;
      case 'reset':
        this.#connect(at);
        this.#packet(from, TCP.rst | TCP.ack, at, NOTHING);
        return;
      case 'abandoned':
        this.#packet(from, TCP.ack, at, NOTHING, { kind: 'abandoned' });
        return;
    }
  }

  /** The facts stand on an acknowledgement of what came last, as it would end a connection anyway. */
  finish(facts: unknown, at: Micros, remarks?: readonly string[]): void {
    this.#packet(peerOf(this.#lastFrom), TCP.ack, at, NOTHING, { kind: 'finish', facts }, remarks);
  }

  #connect(at: Micros): void {
    if (this.#connected) return;
    this.#connected = true;
    this.#packet('server', TCP.syn | TCP.ack, at, NOTHING);
    this.#packet('client', TCP.ack, at, NOTHING);
  }

  /** Gives the payload's place in the file, or undefined when nothing is written any more. */
  #packet(
    from: Endpoint,
    flags: number,
    at: Micros,
    payload: Uint8Array,
    note?: CaptureNote,
    remarks: readonly string[] = [],
  ): number | undefined {
    const options =
      note === undefined
        ? NOTHING
        : encodeOptions(commentsOf(note, remarks).map((comment) => textOption(OPTION.comment, comment)));
    const packetLength = SEGMENT_HEAD_BYTES + payload.length;
    const padding = padded(packetLength) - packetLength;
    const total = PACKET_HEAD_BYTES + packetLength + padding + options.length + 4;
    if (!this.#writer.hasRoom(total)) return undefined;

    const { queue } = this.#writer;
    const payloadOffset = queue.length + PAYLOAD_OFFSET;
    const to = queue.reserve(PAYLOAD_OFFSET);
    const { view } = queue;
    writePacketHead(view, to, at, packetLength, total);
    const seq = this.#next[from];
    const ack = flags & TCP.ack ? this.#next[peerOf(from)] : 0;
    writeSegmentHead(view, to + PACKET_HEAD_BYTES, { from, clientPort: this.#clientPort, seq, ack, flags }, payload);
    if (from === 'client' && payload.length >= COPY_BELOW) queue.hold(payload);
    else queue.append(payload);
    if (options.length > 0) {
      queue.reserve(padding);
      queue.hold(options);
    }
    const tail = queue.reserve((options.length > 0 ? 0 : padding) + 4);
    queue.view.setUint32(tail + (options.length > 0 ? 0 : padding), total, true);
    queue.commit();

    this.#lastFrom = from;
    this.#next[from] = (seq + payload.length + (flags & (TCP.syn | TCP.fin) ? 1 : 0)) >>> 0;
    return payloadOffset;
  }
}
