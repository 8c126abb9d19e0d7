import { createRequire } from 'node:module';
import { constants, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { computeAccept } from '../../src/protocol/acceptValue.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { isControl } from '../../src/protocol/opcode.ts';
import { silentSink } from '../../src/protocol/silentSink.ts';
import { createTranscript } from '../../src/protocol/transcript.ts';
import { MessageSieve } from '../../src/session/messageSieve.ts';

/** What `ws` reads frames with: the endpoint that the sieve is for. Its types leave it out. */
interface Receiver {
  write(chunk: Uint8Array, done: () => void): void;
  on(event: string, listener: (...args: never[]) => void): void;
}
type ReceiverClass = new (options: Record<string, unknown>) => Receiver;
const require = createRequire(import.meta.url);
const { Receiver: WsReceiver } = require('ws') as { readonly Receiver: ReceiverClass };
// What `ws` makes for a client that agreed to the extension.
const Deflate = require('../../node_modules/ws/lib/permessage-deflate.js') as new (options: object) => {
  accept(configurations: readonly object[]): unknown;
};

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const EXTENSIONS = 'Sec-WebSocket-Extensions: permessage-deflate';
const head = (...lines: readonly string[]): Buffer => Buffer.from([...lines, '', ''].join('\r\n'));
const requestHead = head(
  'GET / HTTP/1.1',
  'Host: a',
  'Upgrade: websocket',
  'Connection: Upgrade',
  `Sec-WebSocket-Key: ${KEY}`,
  'Sec-WebSocket-Version: 13',
  EXTENSIONS,
);
const responseHead = head(
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  `Sec-WebSocket-Accept: ${computeAccept(KEY)}`,
  EXTENSIONS,
);

/** What an endpoint made of its bytes. */
interface Outcome {
  readonly messages: string[];
  readonly controls: string[];
  /** The close code with which it fails the connection. */
  failed: number | undefined;
}

function endpoint(maxPayload: number): {
  readonly outcome: Outcome;
  readonly give: (bytes: Uint8Array) => Promise<void>;
} {
  const deflate = new Deflate({ isServer: false, maxPayload, threshold: 0 });
  deflate.accept([{}]);
  const receiver = new WsReceiver({
    isServer: false,
    extensions: { 'permessage-deflate': deflate },
    maxPayload,
    binaryType: 'nodebuffer',
  });
  const outcome: Outcome = { messages: [], controls: [], failed: undefined };
  receiver.on('message', (data: Buffer, binary: boolean) => {
    outcome.messages.push(`${binary ? 'binary' : 'text'} ${data.toString('latin1')}`);
  });
  receiver.on('ping', (data: Buffer) => outcome.controls.push(`ping ${data.toString('latin1')}`));
  receiver.on('pong', (data: Buffer) => outcome.controls.push(`pong ${data.toString('latin1')}`));
  receiver.on('conclude', (code: number) => outcome.controls.push(`close ${code}`));
  receiver.on('error', (error: Error) => {
    const [symbol] = Object.getOwnPropertySymbols(error);
    outcome.failed ??= symbol === undefined ? 0 : (error as never)[symbol];
  });
  return {
    outcome,
    give: (bytes) =>
      new Promise((resolve) => {
        if (outcome.failed === undefined) receiver.write(bytes, () => resolve());
        else resolve();
      }),
  };
}

interface Run {
  readonly wantedFrom: number;
  /** So many chunks, the first of them with the end of the handshake in it, reach the endpoint before the witness. */
  readonly givenFor?: number;
  readonly maxPayload?: number;
  /** Plain messages are told by runs, as a session is told of them. */
  readonly runs?: boolean;
}

/** The chunks through transcript and sieve into an endpoint; somebody listens from that chunk on. */
async function sifted(chunks: readonly Uint8Array[], { wantedFrom, givenFor = 0, maxPayload = 0, runs = true }: Run) {
  const { outcome, give } = endpoint(maxPayload);
  const expected: (number | undefined)[] = [];
  let wanted = false;
  let given = 0;
  const sieve = new MessageSieve({
    wanted: () => wanted,
    maxMessageBytes: maxPayload,
    inflaterWindow: () => transcript.inflaterWindow('server'),
    delivers: (number) => expected.push(wanted ? number : undefined),
  });
  const transcript = createTranscript({
    ...silentSink,
    frameStart: (_, header) => sieve.frame(header),
    message: ({ number, opcode }) => {
      if (!isControl(opcode)) sieve.message(number);
    },
    ...(runs ? { plainMessages: (run) => sieve.run(run) } : {}),
    violation: ({ by }) => {
      if (by === 'server') sieve.violation();
    },
  });
  transcript.push('client', requestHead, micros(0));
  const first = givenFor > 0 ? Buffer.concat([responseHead, ...chunks.slice(0, 1)]) : responseHead;
  for (const chunk of chunks.slice(0, givenFor)) {
    given += chunk.length;
    await give(chunk);
  }
  for (const [index, chunk] of [first, ...chunks.slice(1, givenFor)].entries()) {
    if (index === wantedFrom && givenFor > 0) wanted = true;
    sieve.take(chunk.length, true);
    transcript.push('server', chunk, micros(0));
    sieve.begin();
  }
  for (const [index, chunk] of chunks.entries()) {
    if (index < givenFor) continue;
    if (index >= wantedFrom) wanted = true;
    sieve.take(chunk.length, false);
    transcript.push('server', chunk, micros(index));
    for (const part of sieve.sift(chunk) ?? [chunk]) {
      given += part.length;
      await give(part);
    }
  }
  const heard = outcome.messages.map((message, index) => [expected[index], message] as const);
  return { ...outcome, given, delivered: heard.filter(([number]) => number !== undefined), unmatched: expected.length };
}

async function whole(chunks: readonly Uint8Array[], maxPayload = 0): Promise<Outcome> {
  const { outcome, give } = endpoint(maxPayload);
  for (const chunk of chunks) await give(chunk);
  return outcome;
}

/** A server's compressor with context takeover. */
class Compressor {
  readonly #deflater: DeflateRaw = createDeflateRaw();
  #parts: Buffer[] = [];

  constructor() {
    this.#deflater.on('data', (part: Buffer) => this.#parts.push(part));
  }

  async compress(payload: Uint8Array): Promise<Uint8Array> {
    this.#parts = [];
    this.#deflater.write(payload);
    await new Promise<void>((flushed) => this.#deflater.flush(constants.Z_SYNC_FLUSH, () => flushed()));
    return Buffer.concat(this.#parts).subarray(0, -4);
  }
}

interface Said {
  readonly kind: 'text' | 'binary' | 'compressed' | 'fragments' | 'compressed fragments' | 'ping';
  readonly words: readonly string[];
}

async function framesOf(said: readonly Said[]): Promise<Uint8Array[]> {
  const compressor = new Compressor();
  const frames: Uint8Array[] = [];
  for (const { kind, words } of said) {
    const payload = Buffer.from(words.join(' '));
    const half = payload.length >> 1;
    switch (kind) {
      case 'text':
        frames.push(encodeFrame({ opcode: 1, payload }));
        break;
      case 'binary':
        frames.push(encodeFrame({ opcode: 2, payload }));
        break;
      case 'ping':
        frames.push(encodeFrame({ opcode: 9, payload: payload.subarray(0, 100) }));
        break;
      case 'compressed':
        frames.push(encodeFrame({ opcode: 1, rsv1: true, payload: await compressor.compress(payload) }));
        break;
      case 'fragments':
        frames.push(encodeFrame({ opcode: 1, fin: false, payload: payload.subarray(0, half) }));
        frames.push(encodeFrame({ opcode: 9, payload: Buffer.from('between') }));
        frames.push(encodeFrame({ opcode: 0, payload: payload.subarray(half) }));
        break;
      case 'compressed fragments': {
        const compressed = await compressor.compress(payload);
        frames.push(encodeFrame({ opcode: 2, fin: false, rsv1: true, payload: compressed.subarray(0, 2) }));
        frames.push(encodeFrame({ opcode: 0, payload: compressed.subarray(2) }));
        break;
      }
    }
  }
  return frames;
}

/** Cut at those places of the whole. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % bytes.length)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)).filter(({ length }) => length > 0);
}

const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'beta gamma delta', 'e', 'x'.repeat(300));
const said = fc.record({
  kind: fc.constantFrom<Said['kind']>('text', 'binary', 'compressed', 'fragments', 'compressed fragments', 'ping'),
  words: fc.array(word, { minLength: 1, maxLength: 12 }),
});

test('controls always pass, and from the moment somebody listens every message does, whatever was kept back before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { minLength: 1, maxLength: 25 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.nat(14),
      fc.nat(4),
      fc.boolean(),
      async (sayings, places, wantedFrom, givenFor, runs) => {
        const frames = await framesOf(sayings);
        const chunks = cut(Buffer.concat(frames), places);
        const all = await whole(chunks);
        const some = await sifted(chunks, { wantedFrom, givenFor, runs });
        expect(some.failed).toBeUndefined();
        expect(some.controls).toEqual(all.controls);
        // Each message that the endpoint delivered was announced.
        expect(some.unmatched).toBe(some.messages.length);
        const later = await whole(chunks.slice(0, wantedFrom));
        // What began before somebody listened may be missing, one message at most.
        const due = all.messages.slice(later.messages.length);
        const got = some.delivered.map(([, message]) => message);
        const missed = due.length - got.length;
        expect(missed).toBeLessThanOrEqual(1);
        expect(got).toEqual(due.slice(Math.max(0, missed)));
      },
    ),
    { numRuns: 300 },
  );
});

test('a frame whose header was begun when the endpoint was still given everything goes on there', async () => {
  const ticks = Array.from({ length: 6 }, (_, i) => ({ kind: 'binary', words: ['tick', `${i}`] }) as const);
  const bytes = Buffer.concat(await framesOf([...ticks, { kind: 'ping', words: ['still there'] }]));
  for (let place = 1; place < bytes.length; place += 1) {
    const chunks = cut(bytes, [place]);
    const { failed, messages, controls } = await sifted(chunks, { wantedFrom: 99, givenFor: 1 });
    expect(failed, `cut at ${place}`).toBeUndefined();
    expect(controls).toEqual(['ping still there']);
    expect(messages).toEqual((await whole(chunks)).messages.slice(0, messages.length));
  }
});

test('a fault makes the endpoint fail as if it had seen everything', async () => {
  const faults: readonly Uint8Array[] = [
    encodeFrame({ opcode: 1, payload: Uint8Array.of(0x61, 0xff, 0x61) }),
    encodeFrame({ opcode: 3, payload: Buffer.from('reserved') }),
    encodeFrame({ opcode: 0, payload: Buffer.from('continues nothing') }),
    encodeFrame({ opcode: 1, rsv2: true, payload: Buffer.from('a') }),
    encodeFrame({ opcode: 2, maskingKey: 7, payload: Buffer.from('masked') }),
    encodeFrame({ opcode: 9, payload: new Uint8Array(126) }),
    encodeFrame({ opcode: 9, fin: false, payload: Buffer.from('in pieces') }),
    encodeFrame({ opcode: 1, rsv1: true, payload: Uint8Array.of(0x07, 0xff) }),
    encodeFrame({ opcode: 8, payload: Uint8Array.of(1) }),
    encodeFrame({ opcode: 8, payload: Uint8Array.of(0x03, 0xed) }),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(said, { maxLength: 8 }),
      fc.constantFrom(...faults),
      fc.array(said, { maxLength: 3 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      fc.nat(3),
      fc.boolean(),
      async (before, fault, after, places, givenFor, runs) => {
        const bytes = Buffer.concat([...(await framesOf(before)), fault, ...(await framesOf(after))]);
        const chunks = cut(bytes, places);
        const all = await whole(chunks);
        const some = await sifted(chunks, { wantedFrom: 99, givenFor, runs });
        expect(some.failed).toBe(all.failed);
        expect(all.failed).toBeDefined();
        expect(some.controls).toEqual(all.controls);
      },
    ),
    { numRuns: 300 },
  );
});

test('keeps back a flood of plain and of compressed messages', async () => {
  const frames = await framesOf(
    Array.from(
      { length: 400 },
      (_, i) => ({ kind: i % 2 ? 'compressed' : 'binary', words: ['tick', `${i}`] }) as const,
    ),
  );
  const bytes = Buffer.concat(frames);
  const { given, messages } = await sifted(cut(bytes, [1000, 2000, 3000]), { wantedFrom: 99 });
  // The compressed message that lies across a border passes, with what was before it.
  expect(messages.length).toBeLessThanOrEqual(6);
  expect(given).toBeLessThan(bytes.length * 3);
});

test('a message that is larger than the endpoint takes is for the endpoint to refuse', async () => {
  const large = encodeFrame({ opcode: 2, payload: new Uint8Array(2000) });
  const some = await sifted([large], { wantedFrom: 99, maxPayload: 1000 });
  expect(some.failed).toBe(1009);
  const zeros = await new Compressor().compress(new Uint8Array(100_000));
  const compressed = encodeFrame({ opcode: 2, rsv1: true, payload: zeros });
  expect((await sifted([compressed], { wantedFrom: 99, maxPayload: 40_000 })).failed).toBe(1009);
});
