import { expect, test } from 'vitest';
import { onesComplementSum } from '../../src/capture/checksum.ts';
import { readSegment, SEGMENT_HEAD_BYTES, TCP, writeSegmentHead } from '../../src/capture/tcpSegment.ts';

const payload = Uint8Array.from(Buffer.from('hello, segment'));

function packet(): Uint8Array {
  const bytes = new Uint8Array(SEGMENT_HEAD_BYTES + payload.length);
  const head = {
    from: 'client',
    clientPort: 49152,
    seq: 0xfffffff0,
    ack: 0x80000001,
    flags: TCP.psh | TCP.ack,
  } as const;
  writeSegmentHead(new DataView(bytes.buffer), 0, head, payload);
  bytes.set(payload, SEGMENT_HEAD_BYTES);
  return bytes;
}

test('both checksums come out right', () => {
  const bytes = packet();
  expect(onesComplementSum(bytes.subarray(0, 20))).toBe(0xffff);
  const pseudoHeader = Uint8Array.of(127, 0, 0, 1, 127, 0, 0, 1, 0, 6, 0, bytes.length - 20);
  expect(onesComplementSum(Uint8Array.from([...pseudoHeader, ...bytes.subarray(20)]))).toBe(0xffff);
});

test('reads what it wrote', () => {
  const bytes = packet();
  expect(readSegment(new DataView(bytes.buffer), 0, bytes.length)).toEqual({
    source: '127.0.0.1',
    target: '127.0.0.1',
    sourcePort: 49152,
    targetPort: 80,
    seq: 0xfffffff0,
    flags: TCP.psh | TCP.ack,
    payloadStart: SEGMENT_HEAD_BYTES,
    payloadEnd: bytes.length,
    missing: 0,
  });
});

test('a packet that was cut short tells how much is missing', () => {
  const bytes = packet();
  const view = new DataView(bytes.buffer);
  expect(readSegment(view, 0, bytes.length - 4)).toMatchObject({ payloadEnd: bytes.length - 4, missing: 4 });
  expect(readSegment(view, 0, SEGMENT_HEAD_BYTES)).toMatchObject({ payloadEnd: 40, missing: payload.length });
});

test('packets that cannot be read say why', () => {
  const spoilt = (change: (bytes: Uint8Array) => void, length?: number): unknown => {
    const bytes = packet();
    change(bytes);
    return readSegment(new DataView(bytes.buffer), 0, length ?? bytes.length);
  };
  expect(spoilt(() => undefined, 10)).toBe('10 bytes are no IP packet');
  expect(spoilt((bytes) => (bytes[0] = 0x55))).toBe('IP version 5 is not known');
  expect(spoilt((bytes) => (bytes[3] = 10))).toBe('the lengths in the IPv4 header do not fit the packet');
  expect(spoilt((bytes) => (bytes[9] = 17))).toBe('it is not TCP');
  expect(spoilt((bytes) => (bytes[6] = 0x20))).toBe('it is an IP fragment, and fragments are not put together');
  expect(spoilt((bytes) => (bytes[3] = 30))).toBe('the packet ends inside the TCP header');
  expect(spoilt((bytes) => (bytes[32] = 0xf0))).toBe('the length in the TCP header does not fit the packet');
});
