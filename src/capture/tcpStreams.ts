import { type Micros, micros } from '../base/branded.ts';
import type { StreamEnd } from '../protocol/closingHandshake.ts';
import type { Endpoint } from '../protocol/endpoint.ts';
import { noteFromComments } from './captureNote.ts';
import { withPort } from './ipAddress.ts';
import { Reassembly } from './reassembly.ts';
import { type Segment, TCP } from './tcpSegment.ts';

/** Both ends of a TCP connection, as `address:port`. */
type Addresses = Readonly<Record<Endpoint, string>>;

/** What the packets of a capture tell, in file order. TCP connections, each an attempt, are numbered from 1. */
export interface StreamSink {
  /** `facts` are those of the note, undefined without one. */
  begin(attempt: number, facts: unknown, at: Micros, addresses: Addresses): void;
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
  readonly bytes: Reassembly;
  /** Of its SYN; a second one with the same number is a retransmission. */
  readonly syn: number | undefined;
  /** The sequence number at which its FIN stands, once that was seen. */
  fin: number | undefined;
  ended: boolean;
}

/** Turns TCP segments back into what each endpoint wrote. */
export class TcpStreams {
  readonly #sink: StreamSink;
  readonly #problem: (sentence: string) => void;
  readonly #streams = new Map<string, Stream>();
  readonly #unknown = new Set<string>();
  #attempts = 0;
  #lastAt: Micros = micros(0);

  /** `problem` is told what could not be used of the packet at hand, in one sentence. */
  constructor(sink: StreamSink, problem: (sentence: string) => void) {
    this.#sink = sink;
    this.#problem = problem;
  }

  push(captured: CapturedSegment): void {
    const { segment, at, comments } = captured;
    this.#lastAt = at;
    const note = comments.length > 0 ? noteFromComments(comments) : undefined;
    const key = keyOf(segment);
    let stream = this.#streams.get(key);
    if ((segment.flags & (TCP.syn | TCP.ack)) === TCP.syn) {
      if (stream?.syn === segment.seq && stream.from === 'client') return;
      stream = this.#begin(segment, 'client', note?.kind === 'begin' ? note.facts : undefined, at);
    }
    stream ??= this.#joined(captured);
    if (stream === undefined) return;
    const isSyn = (segment.flags & TCP.syn) !== 0;
    const first = (segment.seq + (isSyn ? 1 : 0)) >>> 0;
    if (isSyn) stream.bytes.startAt(first);
    this.#data(stream, captured, first);
    if (note?.kind === 'finish') this.#sink.finish(stream.attempt, note.facts);
    if (note?.kind === 'abandoned') this.#end(stream, 'abandoned', at);
    else if (segment.flags & TCP.rst) this.#end(stream, 'reset', at);
    else if (segment.flags & TCP.fin) stream.fin ??= (first + captured.bytes.length + segment.missing) >>> 0;
    if (stream.fin !== undefined && stream.fin === (stream.bytes.next ?? stream.fin)) this.#end(stream, 'fin', at);
  }

  /** The file has ended: streams that carried bytes and are still open are over, as far as the file knows. */
  endAll(): void {
    for (const stream of this.#streams.values()) if (stream.bytes.alive) this.#end(stream, 'abandoned', this.#lastAt);
  }

  /** `from` is the sender of that segment. */
  #begin(segment: Segment, from: Endpoint, facts: unknown, at: Micros): Stream {
    this.#attempts += 1;
    const attempt = this.#attempts;
    const own = withPort(segment.source, segment.sourcePort);
    const other = withPort(segment.target, segment.targetPort);
    for (const key of [keyOf(segment), answerKeyOf(segment)]) {
      const before = this.#streams.get(key);
      if (before?.bytes.alive === true) this.#end(before, 'abandoned', at);
    }
    const stream = (sender: Endpoint, syn: number | undefined): Stream => ({
      attempt,
      from: sender,
      bytes: new Reassembly((bytes, fileOffset) => {
        this.#sink.bytes(attempt, sender, bytes, this.#lastAt, fileOffset);
      }),
      syn,
      fin: undefined,
      ended: false,
    });
    const begun = stream(from, segment.flags & TCP.syn ? segment.seq : undefined);
    this.#streams.set(keyOf(segment), begun);
    this.#streams.set(answerKeyOf(segment), stream(from === 'client' ? 'server' : 'client', undefined));
    const addresses = from === 'client' ? { client: own, server: other } : { client: other, server: own };
    this.#sink.begin(attempt, facts, at, addresses);
    return begun;
  }

  /** A connection that was under way when the capture began: it can be read from its request on. */
  #joined({ segment, bytes, at }: CapturedSegment): Stream | undefined {
    if (segment.flags & TCP.syn) return this.#begin(segment, 'server', undefined, at);
    if (startsRequest(bytes)) return this.#begin(segment, 'client', undefined, at);
    const key = keyOf(segment);
    if (bytes.length === 0 || this.#unknown.has(key)) return undefined;
    this.#unknown.add(key).add(answerKeyOf(segment));
    const { source, sourcePort, target, targetPort } = segment;
    const pair = `${withPort(source, sourcePort)} and ${withPort(target, targetPort)}`;
    this.#problem(`The beginning of the connection between ${pair} is not in this file: it is left out.`);
    return undefined;
  }

  #data(stream: Stream, { segment, bytes, fileOffset }: CapturedSegment, seq: number): void {
    if (stream.ended) return;
    if (segment.missing > 0) {
      const length = bytes.length + segment.missing;
      this.#problem(`Only ${bytes.length} of the ${length} bytes of a packet from the ${stream.from} were captured.`);
    }
    const missing = stream.bytes.push(seq, bytes, fileOffset);
    if (missing !== undefined) this.#stopAt(stream, missing, this.#lastAt);
  }

  #end(stream: Stream, how: StreamEnd, at: Micros): void {
    if (stream.ended) return;
    const missing = stream.bytes.finish();
    if (missing !== undefined) this.#stopAt(stream, missing, at);
    else {
      stream.ended = true;
      this.#sink.end(stream.attempt, stream.from, how, at);
    }
  }

  #stopAt(stream: Stream, missing: string, at: Micros): void {
    stream.ended = true;
    this.#problem(`Of what the ${stream.from} wrote in connection ${stream.attempt}, ${missing}.`);
    this.#sink.end(stream.attempt, stream.from, 'abandoned', at);
  }
}

/** RFC 6455 §4.1: the opening handshake is a GET request. */
const startsRequest = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes[0] === 0x47 && bytes[1] === 0x45 && bytes[2] === 0x54 && bytes[3] === 0x20;

const keyOf = ({ source, sourcePort, target, targetPort }: Segment): string =>
  `${source} ${sourcePort} ${target} ${targetPort}`;

const answerKeyOf = ({ source, sourcePort, target, targetPort }: Segment): string =>
  `${target} ${targetPort} ${source} ${sourcePort}`;
