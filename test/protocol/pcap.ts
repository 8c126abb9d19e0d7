import type { Piece } from './recorder.ts';

const CLIENT = { address: 0x7f00_0002, port: 50_000 };
const SERVER = { address: 0x7f00_0001, port: 80 };
const SYN = 0x02;
const ACK = 0x10;
const PUSH = 0x08;
/** What fits into one IPv4 packet with both headers. */
const SEGMENT = 60_000;

/** One IPv4 and TCP packet in a pcap record (link type 101, raw IP); checksums stay 0, which readers take. */
function packet(fromClient: boolean, sequence: number, flags: number, payload: Uint8Array, number: number): Buffer {
  const [from, to] = fromClient ? [CLIENT, SERVER] : [SERVER, CLIENT];
  const length = 40 + payload.length;
  const bytes = Buffer.alloc(16 + length);
  bytes.writeUInt32LE(1_700_000_000, 0);
  bytes.writeUInt32LE(number, 4);
  bytes.writeUInt32LE(length, 8);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt16BE(0x4500, 16);
  bytes.writeUInt16BE(length, 18);
  bytes.writeUInt16BE(0x4006, 24);
  bytes.writeUInt32BE(from.address, 28);
  bytes.writeUInt32BE(to.address, 32);
  bytes.writeUInt16BE(from.port, 36);
  bytes.writeUInt16BE(to.port, 38);
  bytes.writeUInt32BE(sequence, 40);
  bytes[48] = 0x50;
  bytes[49] = flags;
  bytes.writeUInt16BE(0xffff, 50);
  bytes.set(payload, 56);
  return bytes;
}

/** A connection as a capture file that any other decoder reads. */
export function pcapOf(pieces: readonly Piece[]): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2_c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(0x4_0000, 16);
  header.writeUInt32LE(101, 20);
  const nothing = new Uint8Array(0);
  const packets = [packet(true, 0, SYN, nothing, 0), packet(false, 0, SYN | ACK, nothing, 1)];
  const next = { client: 1, server: 1 };
  for (const piece of pieces) {
    if (!('bytes' in piece)) continue;
    for (let at = 0; at < piece.bytes.length; at += SEGMENT) {
      const part = piece.bytes.subarray(at, at + SEGMENT);
      packets.push(packet(piece.from === 'client', next[piece.from], PUSH | ACK, part, packets.length));
      next[piece.from] += part.length;
    }
  }
  return Buffer.concat([header, ...packets]);
}
