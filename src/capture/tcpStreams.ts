import { type Micros, micros } from '../base/branded.ts';
import type { StreamEnd } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { noteFromComments } from './captureNote.ts';
import { type Segment, TCP } from './tcpSegment.ts';

/** What the packets of a capture tell, in file order. Attempts are numbered from 1. */
export interface StreamSink {
  /** `facts` are those of the note, undefined without one. */
  begin(attempt: number, facts: unknown, at: Micros): void;
  /** `bytes` lasts for this call only; it stands at `fileOffset` in the file. */
  bytes(attempt: number, from: Endpoint, bytes: Uint8Array, at: Micros, fileOffset: number): void;
  end(attempt: number, from: Endpoint, how: StreamEnd, at: Micros): void;
  finish(attempt: number, facts: unknown): void;
}

/** One packet as the reader gives it. */
export interface CapturedSegment {
  readonly segment: Segment;
  readonly bytes: Uint8Array;
  readonly at: Micros;
  /** Where `bytes` stands in the file. */
  readonly fileOffset: number;
  readonly comments: readonly string[];
}

interface Stream {
  readonly attempt: number;
  readonly from: Endpoint;
  /** The next sequence number due; undefined until this endpoint's SYN was seen. */
  next: number | undefined;
  /** It wrote bytes. */
  alive: boolean;
  ended: boolean;
}

/** Turns TCP segments back into what each endpoint wrote. */
export class TcpStreams {
  readonly #sink: StreamSink;
  readonly #streams = new Map<number, Stream>();
  #attempts = 0;
  #lastAt: Micros = micros(0);

  constructor(sink: StreamSink) {
    this.#sink = sink;
  }

  /** A string tells what is wrong with the segment, which is then left out in part or whole. */
  push(captured: CapturedSegment): string | undefined {
    const { segment, at, comments } = captured;
    this.#lastAt = at;
    const note = comments.length > 0 ? noteFromComments(comments) : undefined;
    if ((segment.flags & (TCP.syn | TCP.ack)) === TCP.syn) {
      this.#begin(segment, note?.kind === 'begin' ? note.facts : undefined, at);
      return undefined;
    }
    const stream = this.#streams.get(keyOf(segment.sourcePort, segment.targetPort));
    if (stream === undefined) return 'the packet belongs to a connection whose beginning is not in this file';
    if (segment.flags & TCP.syn) stream.next = (segment.seq + 1) >>> 0;
    const problem = captured.bytes.length > 0 ? this.#data(stream, captured) : undefined;
    if (note?.kind === 'finish') this.#sink.finish(stream.attempt, note.facts);
    if (note?.kind === 'abandoned') this.#end(stream, 'abandoned', at);
    else if (segment.flags & TCP.rst) this.#end(stream, 'reset', at);
    else if (segment.flags & TCP.fin) this.#end(stream, 'fin', at);
    return problem;
  }

  /** The file has ended: streams that carried bytes and are still open are over, as far as the file knows. */
  endAll(): void {
    for (const stream of this.#streams.values()) if (stream.alive) this.#end(stream, 'abandoned', this.#lastAt);
  }

  #begin(segment: Segment, facts: unknown, at: Micros): void {
    this.#attempts += 1;
    const { sourcePort, targetPort } = segment;
    const attempt = this.#attempts;
    const open = { attempt, alive: false, ended: false };
    this.#streams.set(keyOf(sourcePort, targetPort), { ...open, from: 'client', next: (segment.seq + 1) >>> 0 });
    this.#streams.set(keyOf(targetPort, sourcePort), { ...open, from: 'server', next: undefined });
    this.#sink.begin(this.#attempts, facts, at);
  }

  #data(stream: Stream, { segment, bytes, at, fileOffset }: CapturedSegment): string | undefined {
    // The distance is signed, so that it is right across the wrap at 2^32 (RFC 9293 §3.4).
    const ahead = (segment.seq - (stream.next ?? segment.seq)) | 0;
    if (ahead > 0) return `${ahead} bytes from the ${stream.from} are missing before this packet`;
    const known = -ahead;
    if (known >= bytes.length) return undefined;
    stream.next = (segment.seq + bytes.length) >>> 0;
    stream.alive = true;
    this.#sink.bytes(stream.attempt, stream.from, known > 0 ? bytes.subarray(known) : bytes, at, fileOffset + known);
    return undefined;
  }

  #end(stream: Stream, how: StreamEnd, at: Micros): void {
    if (stream.ended) return;
    stream.ended = true;
    this.#sink.end(stream.attempt, stream.from, how, at);
  }
}

const keyOf = (sourcePort: number, targetPort: number): number => sourcePort * 0x10000 + targetPort;
