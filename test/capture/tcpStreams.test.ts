import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { TCP } from '../../src/capture/tcpSegment.ts';
import { type CapturedSegment, TcpStreams } from '../../src/capture/tcpStreams.ts';
import { streamLog } from '../support/captureStreams.ts';

const fromClient = { source: '10.0.0.1', sourcePort: 50000, target: '10.0.0.2', targetPort: 80 };
const fromServer = { source: '10.0.0.2', sourcePort: 80, target: '10.0.0.1', targetPort: 50000 };

function segment(ends: typeof fromClient, flags: number, seq: number, text = '', at = 0, missing = 0): CapturedSegment {
  const bytes = new TextEncoder().encode(text);
  return {
    segment: { ...ends, seq, flags, payloadStart: 0, payloadEnd: bytes.length, missing },
    bytes,
    at: micros(at),
    fileOffset: 1000,
    comments: [],
  };
}

interface Opened {
  readonly streams: TcpStreams;
  readonly log: ReturnType<typeof streamLog>;
  readonly problems: string[];
}

function begun(): Opened {
  const log = streamLog();
  const problems: string[] = [];
  return { streams: new TcpStreams(log, (sentence) => problems.push(sentence)), log, problems };
}

function opened(): Opened {
  const all = begun();
  all.streams.push(segment(fromClient, TCP.syn, 99));
  all.streams.push(segment(fromServer, TCP.syn | TCP.ack, 499));
  return all;
}

const endsOf = ({ events }: Opened['log']): readonly unknown[] =>
  events.filter((event) => typeof event === 'object' && event !== null && 'end' in event);

test('a retransmission is told once, an overlap only by its new part', () => {
  const { streams, log, problems } = opened();
  streams.push(segment(fromClient, TCP.ack, 100, 'abcd'));
  streams.push(segment(fromClient, TCP.ack, 100, 'abcd'));
  streams.push(segment(fromClient, TCP.ack, 102, 'cdef'));
  expect(log.written(1, 'client').toString()).toBe('abcdef');
  expect(log.events.at(-1)).toMatchObject({ length: 2, fileOffset: 1002 });
  expect(problems).toEqual([]);
});

test('a segment that comes early waits for what stands before it', () => {
  const { streams, log, problems } = opened();
  streams.push(segment(fromServer, TCP.ack, 506, 'ghi', 3));
  streams.push(segment(fromServer, TCP.fin | TCP.ack, 509, '', 4));
  streams.push(segment(fromServer, TCP.ack, 503, 'def', 5));
  expect(log.written(1, 'server').length).toBe(0);
  streams.push(segment(fromServer, TCP.ack, 500, 'abc', 6));
  expect(log.written(1, 'server').toString()).toBe('abcdefghi');
  expect(endsOf(log)).toEqual([{ end: 1, from: 'server', how: 'fin', at: 6 }]);
  expect(problems).toEqual([]);
});

test('missing bytes are told, and what follows them is left out', () => {
  const { streams, log, problems } = opened();
  streams.push(segment(fromServer, TCP.ack, 500, 'abc'));
  streams.push(segment(fromServer, TCP.ack, 506, 'late'));
  streams.endAll();
  expect(log.written(1, 'server').toString()).toBe('abc');
  expect(problems).toEqual([
    'Of what the server wrote in connection 1, 3 bytes are missing after byte 3, and the 4 bytes that follow cannot be read without them.',
  ]);
  expect(endsOf(log)).toEqual([{ end: 1, from: 'server', how: 'abandoned', at: 0 }]);
});

test('a packet that was cut short is told, and its rest is missing', () => {
  const { streams, log, problems } = opened();
  streams.push(segment(fromServer, TCP.ack, 500, 'abc', 1, 5));
  streams.push(segment(fromServer, TCP.ack, 508, 'late', 2));
  streams.push(segment(fromServer, TCP.fin | TCP.ack, 512, '', 3));
  streams.endAll();
  expect(log.written(1, 'server').toString()).toBe('abc');
  expect(problems[0]).toBe('Only 3 of the 8 bytes of a packet from the server were captured.');
  expect(problems[1]).toContain('5 bytes are missing after byte 3');
});

test('a connection that was under way is left out and told once', () => {
  const { streams, log, problems } = begun();
  streams.push(segment(fromClient, TCP.ack, 1, 'x'));
  streams.push(segment(fromServer, TCP.ack, 9, 'y'));
  streams.push(segment(fromClient, TCP.ack, 2, 'z'));
  expect(log.events).toEqual([]);
  expect(problems).toEqual([
    'The beginning of the connection between 10.0.0.1:50000 and 10.0.0.2:80 is not in this file: it is left out.',
  ]);
});

test('a connection whose SYN is not in the file is read from its request on, or from the SYN-ACK', () => {
  const late = begun();
  late.streams.push(segment(fromClient, TCP.ack, 77, 'GET / HTTP/1.1'));
  late.streams.push(segment(fromServer, TCP.ack, 9, 'HTTP/1.1 101'));
  expect(late.log.written(1, 'client').toString()).toBe('GET / HTTP/1.1');
  expect(late.log.written(1, 'server').toString()).toBe('HTTP/1.1 101');
  const answered = begun();
  answered.streams.push(segment(fromServer, TCP.syn | TCP.ack, 9));
  answered.streams.push(segment(fromServer, TCP.ack, 10, 'early'));
  answered.streams.push(segment(fromClient, TCP.ack, 5, 'GET'));
  expect(answered.log.written(1, 'server').toString()).toBe('early');
  expect(answered.log.written(1, 'client').toString()).toBe('GET');
});

test('a SYN that comes twice begins one connection', () => {
  const { streams, log } = opened();
  streams.push(segment(fromClient, TCP.syn, 99));
  streams.push(segment(fromClient, TCP.ack, 100, 'once'));
  expect(log.events.filter((event) => typeof event === 'object' && event !== null && 'begin' in event)).toHaveLength(1);
  expect(log.written(1, 'client').toString()).toBe('once');
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
