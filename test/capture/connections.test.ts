import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findConnections } from '../../src/capture/connections.ts';
import { RandomAccessFile } from '../../src/capture/randomAccessFile.ts';
import { utf8 } from '../support/captureStreams.ts';
import { type MadePacket, packetsOf, testFolder } from '../support/packets.ts';
import { Conversation } from '../support/webSocketStreams.ts';

/** A pcap of raw IP packets. */
function pcapOf(packets: readonly MadePacket[]): string {
  const path = join(testFolder(), 'made.pcap');
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt32LE(101, 20);
  const records = packets.map(({ at, bytes }) => {
    const head = Buffer.alloc(16);
    head.writeUInt32LE(Math.floor(at / 1e6), 0);
    head.writeUInt32LE(at % 1e6, 4);
    head.writeUInt32LE(bytes.length, 8);
    head.writeUInt32LE(bytes.length, 12);
    return Buffer.concat([head, bytes]);
  });
  writeFileSync(path, Buffer.concat([header, ...records]));
  return path;
}

async function found(packets: readonly MadePacket[]) {
  const file = RandomAccessFile.open(pcapOf(packets));
  try {
    return await findConnections(file, {});
  } finally {
    file.dispose();
  }
}

test('WebSocket connections are listed, others counted by what they are', async () => {
  const chat = new Conversation()
    .open()
    .frames('server', { opcode: 1, payload: utf8('a') }, { opcode: 1, payload: utf8('b') });
  const plain = new Conversation().bytes('client', utf8('GET / HTTP/1.1\r\nHost: h\r\n\r\n'));
  const tls = new Conversation().bytes('client', Uint8Array.of(0x16, 3, 1, 0, 0));
  const { webSockets, encrypted, others } = await found([
    ...packetsOf(plain, { clientPort: 1001 }),
    ...packetsOf(tls, { clientPort: 1002 }),
    ...packetsOf(chat, { clientPort: 1003 }),
  ]);
  expect(webSockets).toMatchObject([
    {
      number: 3,
      client: '10.0.0.1:1003',
      server: '10.0.0.2:80',
      target: '/echo',
      host: '127.0.0.1',
      status: 101,
      frames: { client: 0, server: 2 },
    },
  ]);
  expect([encrypted, others]).toEqual([1, 1]);
});
