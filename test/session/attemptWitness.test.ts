import { expect, test, vi } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import type { Phase } from '../../src/diagnosis/evidence.ts';
import { computeAccept } from '../../src/protocol/acceptValue.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { silentSink } from '../../src/protocol/silentSink.ts';
import { createTranscript } from '../../src/protocol/transcript.ts';
import { Arrears } from '../../src/session/arrears.ts';
import { askedFor } from '../../src/session/askedFor.ts';
import { AttemptWitness } from '../../src/session/attemptWitness.ts';
import { EvidenceLog } from '../../src/session/evidenceLog.ts';
import { PhaseLog } from '../../src/session/phaseLog.ts';
import { HandClock } from './loopback.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const head = (...lines: readonly string[]): Buffer => Buffer.from([...lines, '', ''].join('\r\n'));
const REQUEST = head(
  'GET / HTTP/1.1',
  'Host: a',
  'Upgrade: websocket',
  'Connection: Upgrade',
  `Sec-WebSocket-Key: ${KEY}`,
  'Sec-WebSocket-Version: 13',
);
const ACCEPTED = head(
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  `Sec-WebSocket-Accept: ${computeAccept(KEY)}`,
);
const REFUSED = Buffer.concat([head('HTTP/1.1 403 Forbidden', 'Content-Length: 2'), Buffer.from('no')]);

function begin(pending = { bytes: 0 }) {
  const clock = new HandClock();
  const ended: Phase[] = [];
  const phases = new PhaseLog(clock, (phase) => ended.push(phase));
  const options = { url: 'ws://a/' };
  const log = new EvidenceLog(() => askedFor(options.url, options), phases);
  const arrears = new Arrears();
  arrears.end();
  const told = { changes: 0, delivers: [] as (number | undefined)[], bodies: 0, held: [] as boolean[], records: 0 };
  const witness = new AttemptWitness(
    {
      options,
      network: {},
      env: {},
      clock,
      listener: {
        phase: () => undefined,
        opened: () => undefined,
        stands: () => undefined,
        delivers: (number) => told.delivers.push(number),
        changed: () => (told.changes += 1),
      },
      messagesWanted: () => false,
      record: (sink) => {
        told.records += 1;
        const transcript = createTranscript({ ...silentSink, ...sink });
        return {
          bytes: (from, bytes, at) => transcript.push(from, bytes, at),
          end: (from, how, at) => transcript.end(from, how, at),
          inflaterWindow: () => transcript.inflaterWindow('server'),
          get pendingBytes() {
            return pending.bytes;
          },
        };
      },
    },
    {
      phases,
      arrears,
      log: () => log,
      hold: (held) => told.held.push(held),
      bodyEnded: () => (told.bodies += 1),
    },
  );
  return { witness, log, told, ended };
}

test('makes of the bytes evidence and phases, and says that there is something new', () => {
  const { witness, log, told, ended } = begin();
  witness.handshake.beginRequest(micros(1));
  witness.bytes('client', REQUEST, micros(10));
  witness.bytes('server', ACCEPTED, micros(20));
  expect(log.handshake?.accepted).toBe(true);
  expect(log.serverBytes).toBe(ACCEPTED.length);
  expect(ended.map(({ name, ok }) => [name, ok])).toEqual([
    ['request', true],
    ['response', true],
  ]);
  expect(told).toMatchObject({ changes: 2, records: 1 });
  witness.end('server', 'reset', micros(30), 'ECONNRESET');
  expect(log.failure).toMatchObject({ code: 'ECONNRESET' });
});

test('tells when the body of a refusal is here', () => {
  const { witness, told } = begin();
  witness.bytes('client', REQUEST, micros(10));
  witness.bytes('server', REFUSED, micros(20));
  expect(told.bodies).toBe(1);
});

test('spares the endpoint whole messages once the handshake was accepted, and none before', () => {
  const { witness, told } = begin();
  const hello = encodeFrame({ opcode: 1, payload: Buffer.from('hello') });
  const ping = encodeFrame({ opcode: 9 });
  witness.bytes('client', REQUEST, micros(10));
  const first = Buffer.concat([ACCEPTED, hello]);
  witness.bytes('server', first, micros(20));
  expect(witness.sift(first)).toBeUndefined();
  expect(told.delivers).toEqual([1]);
  witness.opened();
  const second = Buffer.concat([hello, ping]);
  witness.bytes('server', second, micros(30));
  expect(witness.sift(second)?.map((part) => Buffer.from(part))).toEqual([Buffer.from(ping)]);
  expect(told.delivers).toEqual([1]);
});

test('holds the server while the recorder is behind, and counts what comes as a sign of life', () => {
  vi.useFakeTimers();
  try {
    const pending = { bytes: 65 * 1024 * 1024 };
    const { witness, told } = begin(pending);
    let heard = 0;
    witness.liveness = { heard: () => (heard += 1), stop: () => undefined };
    witness.bytes('server', ACCEPTED, micros(20));
    expect([heard, told.held]).toEqual([1, [true]]);
    pending.bytes = 0;
    vi.advanceTimersByTime(1000);
    expect(told.held).toEqual([true, false]);
  } finally {
    vi.useRealTimers();
  }
});
