import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { LINKTYPE } from '../../src/capture/linkLayer.ts';
import { PacketStreams } from '../../src/capture/packetStreams.ts';
import { streamLog } from '../support/captureStreams.ts';
import { packetsOf } from '../support/packets.ts';
import { Conversation } from '../support/webSocketStreams.ts';

function push(packets: PacketStreams, bytes: Buffer, place = 0): void {
  const own = Uint8Array.from(bytes);
  const view = new DataView(own.buffer);
  packets.push({
    ...{ bytes: own, view, start: 0, captured: own.length, position: 1000, place, comments: [] },
    ...{ linkType: LINKTYPE.raw, littleEndian: true, at: micros(5) },
  });
}

test('payloads go on with their place in the file', () => {
  const log = streamLog();
  const packets = new PacketStreams(log);
  for (const { bytes } of packetsOf(new Conversation().open(), { mss: 10_000 })) push(packets, bytes);
  expect(log.written(1, 'client').toString()).toMatch(/^GET \/echo/);
  expect(log.events.find((event) => 'bytes' in (event as object))).toMatchObject({ fileOffset: 1040, at: 5 });
});

test('problems are counted, and the first hundred kept; what is no TCP is none', () => {
  const packets = new PacketStreams(streamLog());
  const [first] = packetsOf(new Conversation().open());
  const fragment = Buffer.from(first!.bytes);
  fragment[6] = 0x20;
  for (let i = 0; i < 150; i++) push(packets, fragment, i);
  const udp = Buffer.from(first!.bytes);
  udp[9] = 17;
  push(packets, udp);
  expect([packets.problemCount, packets.problems.length]).toEqual([150, 100]);
  expect(packets.problems[99]?.offset).toBe(99);
});
