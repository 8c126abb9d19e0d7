import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { TCP } from '../../src/capture/tcpSegment.ts';
import { type CapturedSegment, TcpStreams } from '../../src/capture/tcpStreams.ts';
import { streamLog } from '../support/captureStreams.ts';

const fromClient = { sourcePort: 50000, targetPort: 80 };
const fromServer = { sourcePort: 80, targetPort: 50000 };

function segment(ports: typeof fromClient, flags: number, seq: number, text = '', at = 0): CapturedSegment {
  const bytes = new TextEncoder().encode(text);
  return {
    segment: { ...ports, seq, flags, payloadStart: 0, payloadEnd: bytes.length },
    bytes,
    at: micros(at),
    fileOffset: 1000,
    comments: [],
  };
}

function opened(): { readonly streams: TcpStreams; readonly log: ReturnType<typeof streamLog> } {
  const log = streamLog();
  const streams = new TcpStreams(log);
  expect(streams.push(segment(fromClient, TCP.syn, 99))).toBeUndefined();
  expect(streams.push(segment(fromServer, TCP.syn | TCP.ack, 499))).toBeUndefined();
  return { streams, log };
}

test('a retransmission is told once, an overlap only by its new part', () => {
  const { streams, log } = opened();
  expect(streams.push(segment(fromClient, TCP.ack, 100, 'abcd'))).toBeUndefined();
  expect(streams.push(segment(fromClient, TCP.ack, 100, 'abcd'))).toBeUndefined();
  expect(streams.push(segment(fromClient, TCP.ack, 102, 'cdef'))).toBeUndefined();
  expect(log.written(1, 'client').toString()).toBe('abcdef');
  expect(log.events.at(-1)).toMatchObject({ length: 2, fileOffset: 1002 });
});

test('missing bytes are told, and what follows them is left out', () => {
  const { streams, log } = opened();
  expect(streams.push(segment(fromServer, TCP.ack, 503, 'late'))).toBe(
    '3 bytes from the server are missing before this packet',
  );
  expect(log.written(1, 'server').length).toBe(0);
});

test('a packet of an unknown connection is told', () => {
  const streams = new TcpStreams(streamLog());
  expect(streams.push(segment(fromClient, TCP.ack, 1, 'x'))).toBe(
    'the packet belongs to a connection whose beginning is not in this file',
  );
});

test('each stream ends once', () => {
  const { streams, log } = opened();
  streams.push(segment(fromClient, TCP.ack, 100, 'a', 5));
  streams.push(segment(fromClient, TCP.fin | TCP.ack, 101, '', 6));
  streams.push(segment(fromClient, TCP.rst, 102, '', 7));
  streams.push(segment(fromServer, TCP.ack, 500, 'b', 8));
  streams.endAll();
  streams.endAll();
  expect(log.events.filter((event) => typeof event === 'object' && event !== null && 'end' in event)).toEqual([
    { end: 1, from: 'client', how: 'fin', at: 6 },
    { end: 1, from: 'server', how: 'abandoned', at: 8 },
  ]);
});

test('the same ports again are the next attempt', () => {
  const { streams, log } = opened();
  streams.push(segment(fromClient, TCP.syn, 7));
  streams.push(segment(fromClient, TCP.ack, 8, 'again'));
  expect(log.written(2, 'client').toString()).toBe('again');
});
