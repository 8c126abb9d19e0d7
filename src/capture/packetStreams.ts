import type { Micros } from '../base/branded.ts';
import { NOT_TCP } from './ipPacket.ts';
import { ipStartOf } from './linkLayer.ts';
import type { FileProblem } from './packetFormat.ts';
import { readSegment } from './tcpSegment.ts';
import { type StreamSink, TcpStreams } from './tcpStreams.ts';

const MAX_PROBLEMS = 100;

/** One packet in a piece of the file that is in memory. */
export interface Packet {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Where the packet begins in `bytes`, and how much of it was captured. */
  readonly start: number;
  readonly captured: number;
  readonly linkType: number;
  readonly littleEndian: boolean;
  readonly at: Micros;
  /** Where `bytes` begins in the file. */
  readonly position: number;
  /** Where the block that holds the packet begins in the file. */
  readonly place: number;
  readonly comments: readonly string[];
}

/** Takes the packets of a file and keeps what could not be used of them. */
export class PacketStreams {
  readonly problems: FileProblem[] = [];
  problemCount = 0;
  readonly #streams: TcpStreams;
  #offset = 0;

  constructor(sink: StreamSink) {
    this.#streams = new TcpStreams(sink, (sentence) => this.problem(this.#offset, sentence));
  }

  push(packet: Packet): void {
    const { bytes, view, start, captured, at, position, comments } = packet;
    this.#offset = packet.place;
    const ip = ipStartOf(packet.linkType, view, start, captured, packet.littleEndian);
    if (ip === undefined) return;
    const segment = readSegment(view, ip, start + captured - ip);
    if (typeof segment === 'string') {
      if (segment !== NOT_TCP) this.problem(this.#offset, `A packet was left out: ${segment}.`);
      return;
    }
    const { payloadStart, payloadEnd } = segment;
    this.#streams.push({
      segment,
      bytes: bytes.subarray(payloadStart, payloadEnd),
      at,
      fileOffset: position + payloadStart,
      comments,
    });
  }

  /** The file ends at that offset. */
  end(offset: number): void {
    this.#offset = offset;
    this.#streams.endAll();
  }

  problem(offset: number, sentence: string): void {
    this.problemCount += 1;
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ offset, sentence });
  }
}
