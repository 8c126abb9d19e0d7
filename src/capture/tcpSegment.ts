import type { Endpoint } from '../protocol/endpoint.ts';
import { checksumOf, onesComplementSum } from './checksum.ts';
import { IP_TCP, readIpPacket } from './ipPacket.ts';

/** IPv4 header (RFC 791 §3.1) and TCP header (RFC 9293 §3.1), both without options. */
export const SEGMENT_HEAD_BYTES = 40;
/** What fits behind both headers into the 16-bit total length of IPv4. */
export const MAX_SEGMENT_PAYLOAD = 0xffff - SEGMENT_HEAD_BYTES;
/** Wireshark decodes this port as HTTP by itself, and what follows an upgrade as WebSocket. */
const SERVER_PORT = 80;

export const TCP = { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10 } as const;

const LOOPBACK = 0x7f000001;
const LOOPBACK_SUM = 0x7f00 + 0x0001;
const WINDOW = 0xffff;

/** One synthetic segment between 127.0.0.1 and itself. Sequence numbers are unsigned 32-bit. */
export interface SegmentHead {
  readonly from: Endpoint;
  readonly clientPort: number;
  readonly seq: number;
  readonly ack: number;
  readonly flags: number;
}

/** Writes both headers, checksums included, to 40 zero bytes at `at`. */
export function writeSegmentHead(view: DataView, at: number, head: SegmentHead, payload: Uint8Array): void {
  const total = SEGMENT_HEAD_BYTES + payload.length;
  view.setUint16(at, 0x4500);
  view.setUint16(at + 2, total);
  view.setUint16(at + 6, 0x4000);
  view.setUint16(at + 8, 0x4000 | IP_TCP);
  view.setUint32(at + 12, LOOPBACK);
  view.setUint32(at + 16, LOOPBACK);
  view.setUint16(at + 10, checksumOf(0x4500 + total + 0x4000 + (0x4000 | IP_TCP) + 2 * LOOPBACK_SUM));

  const source = head.from === 'client' ? head.clientPort : SERVER_PORT;
  const target = head.from === 'client' ? SERVER_PORT : head.clientPort;
  const offsetAndFlags = 0x5000 | head.flags;
  view.setUint16(at + 20, source);
  view.setUint16(at + 22, target);
  view.setUint32(at + 24, head.seq);
  view.setUint32(at + 28, head.ack);
  view.setUint16(at + 32, offsetAndFlags);
  view.setUint16(at + 34, WINDOW);
  const pseudoHeader = 2 * LOOPBACK_SUM + IP_TCP + (total - 20);
  const headers = source + target + halves(head.seq) + halves(head.ack) + offsetAndFlags + WINDOW;
  view.setUint16(at + 36, checksumOf(pseudoHeader + headers + onesComplementSum(payload)));
}

const halves = (word: number): number => (word >>> 16) + (word & 0xffff);

/** A segment as read; offsets are within the view. */
export interface Segment {
  readonly source: string;
  readonly target: string;
  readonly sourcePort: number;
  readonly targetPort: number;
  readonly seq: number;
  readonly flags: number;
  readonly payloadStart: number;
  readonly payloadEnd: number;
  /** Payload bytes that crossed the wire and were not captured. */
  readonly missing: number;
}

/** Reads the IP packet whose `length` captured bytes stand at `start`. A string tells what is wrong with it. */
export function readSegment(view: DataView, start: number, length: number): Segment | string {
  const ip = readIpPacket(view, start, length);
  if (typeof ip === 'string') return ip;
  const captured = start + length;
  const { source, target, start: tcp, end } = ip;
  if (tcp + 20 > Math.min(end, captured)) return 'the packet ends inside the TCP header';
  const tcpHead = (view.getUint8(tcp + 12) >>> 4) * 4;
  if (tcpHead < 20 || tcp + tcpHead > end) return 'the length in the TCP header does not fit the packet';
  const payloadStart = Math.min(tcp + tcpHead, captured);
  const payloadEnd = Math.min(end, captured);
  return {
    source,
    target,
    sourcePort: view.getUint16(tcp),
    targetPort: view.getUint16(tcp + 2),
    seq: view.getUint32(tcp + 4),
    flags: view.getUint8(tcp + 13),
    payloadStart,
    payloadEnd,
    missing: Math.max(0, end - Math.max(captured, tcp + tcpHead)),
  };
}
