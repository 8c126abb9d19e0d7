import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Endpoint, peerOf } from '../../src/protocol/endpoint.ts';
import { runProgram } from './programs.ts';
import type { Conversation } from './webSocketStreams.ts';

/** One packet on its way into a file; `at` is in microseconds since the epoch. */
export interface MadePacket {
  readonly at: number;
  readonly bytes: Buffer;
}

export interface MadeOptions {
  readonly version?: 4 | 6;
  readonly clientPort?: number;
  /** TCP payload bytes a packet. */
  readonly mss?: number;
  /** IPv6 extension headers, as pairs of number and bytes. */
  readonly extensions?: readonly (readonly [type: number, bytes: Buffer])[];
}

const V4 = { client: Buffer.from([10, 0, 0, 1]), server: Buffer.from([10, 0, 0, 2]) };
const V6 = {
  client: Buffer.from('20010db8000000000000000000000001', 'hex'),
  server: Buffer.from('20010db8000000000000000000000002', 'hex'),
};
const [SYN, ACK, FIN, RST] = [2, 16, 1, 4];

/** IP packets that carry the conversation, from SYN to its end, with every sequence number near its wrap. */
export function packetsOf(conversation: Conversation, options: MadeOptions = {}): MadePacket[] {
  const { clientPort = 40_000, mss = 1400 } = options;
  const next: Record<Endpoint, number> = { client: 0xffff_ff00, server: 0xffff_fff0 };
  const packets: MadePacket[] = [];
  const send = (from: Endpoint, flags: number, at: number, payload: Uint8Array = Buffer.alloc(0)): void => {
    const tcp = Buffer.alloc(20 + payload.length);
    tcp.writeUInt16BE(from === 'client' ? clientPort : 80, 0);
    tcp.writeUInt16BE(from === 'client' ? 80 : clientPort, 2);
    tcp.writeUInt32BE(next[from] >>> 0, 4);
    tcp.writeUInt32BE(next[peerOf(from)] >>> 0, 8);
    tcp.writeUInt16BE(0x5000 | flags, 12);
    tcp.writeUInt16BE(0xffff, 14);
    tcp.set(payload, 20);
    next[from] = (next[from] + payload.length + (flags & (SYN | FIN) ? 1 : 0)) >>> 0;
    packets.push({ at, bytes: options.version === 6 ? ipv6(from, tcp, options) : ipv4(from, tcp) });
  };
  const first = conversation.events[0]?.at ?? 0;
  send('client', SYN, first - 3);
  send('server', SYN | ACK, first - 2);
  send('client', ACK, first - 1);
  for (const event of conversation.events) {
    if ('end' in event) send(event.from, (event.end === 'reset' ? RST : FIN) | ACK, event.at);
    else
      for (let at = 0; at < event.bytes.length; at += mss)
        send(event.from, ACK, event.at, event.bytes.subarray(at, at + mss));
  }
  return packets;
}

function ipv4(from: Endpoint, tcp: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head[0] = 0x45;
  head.writeUInt16BE(20 + tcp.length, 2);
  head.writeUInt16BE(0x4000, 6);
  head[8] = 64;
  head[9] = 6;
  V4[from].copy(head, 12);
  V4[peerOf(from)].copy(head, 16);
  return Buffer.concat([head, tcp]);
}

function ipv6(from: Endpoint, tcp: Buffer, { extensions = [] }: MadeOptions): Buffer {
  const head = Buffer.alloc(40);
  head[0] = 0x60;
  const types = [...extensions.map(([type]) => type), 6];
  head[6] = types[0] ?? 6;
  head[7] = 64;
  V6[from].copy(head, 8);
  V6[peerOf(from)].copy(head, 24);
  const between = extensions.map(([, bytes], i) => {
    const copy = Buffer.from(bytes);
    copy[0] = types[i + 1] ?? 6;
    return copy;
  });
  const payload = Buffer.concat([...between, tcp]);
  head.writeUInt16BE(payload.length, 4);
  return Buffer.concat([head, payload]);
}

/** What stands before IP, by the name that text2pcap has for the link type. */
export const LINKS: Readonly<Record<string, (version: 4 | 6) => Buffer>> = {
  ether: (version) => Buffer.concat([Buffer.alloc(12, 2), etherType(version)]),
  'ether, two VLAN tags': (version) =>
    Buffer.concat([Buffer.alloc(12, 2), Buffer.from('88a800058100000a', 'hex'), etherType(version)]),
  'linux-sll': (version) => Buffer.concat([Buffer.from('0000030400060000000000000000', 'hex'), etherType(version)]),
  'linux-sll2': (version) =>
    Buffer.concat([etherType(version), Buffer.from('000000000001030400060000000000000000', 'hex')]),
  null: (version) => Buffer.from([version === 4 ? 2 : 30, 0, 0, 0]),
  loop: (version) => Buffer.from([0, 0, 0, version === 4 ? 2 : 24]),
  rawip: () => Buffer.alloc(0),
};

const etherType = (version: 4 | 6): Buffer => Buffer.from(version === 4 ? '0800' : '86dd', 'hex');

/** A folder that goes with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wsi-packets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A capture file made by text2pcap. `format` is `pcap`, `nsecpcap` or `pcapng`; `link` one of `LINKS`. */
export function text2pcap(
  packets: readonly MadePacket[],
  { link = 'ether', format = 'pcapng', version = 4 }: { link?: string; format?: string; version?: 4 | 6 } = {},
): string {
  const folder = testFolder();
  const text = packets
    .map(({ at, bytes }) => {
      const whole = Buffer.concat([LINKS[link]?.(version) ?? Buffer.alloc(0), bytes]);
      const time = `${Math.floor(at / 1e6)}.${String(at % 1e6).padStart(6, '0')}`;
      return `${time}\n0000 ${[...whole].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}\n`;
    })
    .join('\n');
  const input = join(folder, 'packets.txt');
  const output = join(folder, `packets.${format}`);
  writeFileSync(input, text);
  const encapsulation = (link.split(',')[0] ?? link).trim();
  const { stderr } = runProgram('text2pcap', [
    ...['-q', '-t', '%s.%f', '-E', encapsulation, '-F', format, input, output],
  ]);
  if (/error|invalid|isn't/i.test(stderr)) throw new Error(stderr);
  return output;
}
