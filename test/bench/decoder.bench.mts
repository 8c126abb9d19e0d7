/**
 * The rates of the decoder alone and of the whole transcript (rules, UTF-8, messages) beside the rate at which ws's receiver
 * delivers the same bytes, in one run, as a table of ratios. Rates are
 * per second of processor time and the best of several rounds, so that what else the machine does counts for neither.
 * `node test/bench/decoder.bench.mts [--json]`; the exit status is 1 when the decoder alone is slower than three times ws's receiver, or
 * the frame of 2 GiB takes more than 8 MiB, and a line on stderr says which.
 */
import * as ws from 'ws';
import { micros } from '../../src/base/branded.ts';
import { FrameDecoder } from '../../src/protocol/frameDecoder.ts';
import { encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { createTranscript, type Transcript, type TranscriptSink } from '../../src/protocol/transcript.ts';
import { opening } from '../protocol/recorder.ts';

const CHUNK = 65_536;
const ROUNDS = 12;
const ROUND_MS = 80;
/** How many times ws's rate the decoder alone has to reach. */
const LEAST_RATIO = 3;
/** MiB by which memory may grow over a frame of 2 GiB. */
const MOST_GROWTH = 8;
const SIZES = [16, 125, 1024, 65_536];

/** Chunks of 64 KiB, as a socket gives them, that hold whole frames over and over. */
function chunksOf(size: number, opcode: number): { readonly chunks: Uint8Array[]; readonly frames: number } {
  const frame = encodeFrame({ opcode, payload: new Uint8Array(size).fill(0x61) });
  const frames = Math.max(64, Math.ceil((CHUNK * 16) / frame.length));
  const all = Buffer.concat(Array.from({ length: frames }, () => frame));
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < all.length; at += CHUNK) chunks.push(all.subarray(at, at + CHUNK));
  return { chunks, frames };
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

class CountingSink implements TranscriptSink {
  messages = 0;
  violations = 0;
  request = (): void => undefined;
  response = (): void => undefined;
  handshake = (): void => undefined;
  body = (): void => undefined;
  closing = (): void => undefined;
  frameStart = (): void => undefined;
  frameEnd = (): void => undefined;
  message(): void {
    this.messages += 1;
  }
  violation(): void {
    this.violations += 1;
  }
}

function openTranscript(sink: TranscriptSink): Transcript {
  const transcript = createTranscript(sink);
  for (const piece of opening()) if ('bytes' in piece) transcript.push(piece.from, piece.bytes, micros(0));
  return transcript;
}

/** Frames a second that the transcript tells. */
function rateOfTranscript(chunks: readonly Uint8Array[], frames: number): number {
  const sink = new CountingSink();
  const transcript = openTranscript(sink);
  const start = process.cpuUsage();
  let elapsed = 0;
  let rounds = 0;
  while (elapsed < ROUND_MS) {
    for (const chunk of chunks) transcript.push('server', chunk, micros(0));
    rounds += 1;
    elapsed = milliseconds(process.cpuUsage(start));
  }
  if (sink.messages !== rounds * frames || sink.violations > 0) throw new Error('the transcript miscounted');
  return (sink.messages / elapsed) * 1000;
}

/** Frames a second of the decoder alone: borders and headers, no rule, no UTF-8, no messages. */
function rateOfDecoder(chunks: readonly Uint8Array[], frames: number): number {
  let whole = 0;
  const decoder = new FrameDecoder('server', 0, {
    frameStart: () => true,
    framePayload: () => undefined,
    frameEnd: () => void (whole += 1),
  });
  const start = process.cpuUsage();
  let elapsed = 0;
  let rounds = 0;
  while (elapsed < ROUND_MS) {
    for (const chunk of chunks) decoder.push(chunk, 0, chunk.length, micros(0));
    rounds += 1;
    elapsed = milliseconds(process.cpuUsage(start));
  }
  if (whole !== rounds * frames) throw new Error('the decoder miscounted');
  return (whole / elapsed) * 1000;
}

/** ws gives its receiver away, but @types/ws does not know it. */
type Receiving = new (options: object) => NodeJS.WritableStream;
const { Receiver } = ws as unknown as { readonly Receiver: Receiving };

/** Frames a second that ws's receiver delivers. */
async function rateOfReceiver(chunks: readonly Uint8Array[], frames: number): Promise<number> {
  let messages = 0;
  const receiver = new Receiver({ isServer: false, maxPayload: 0 });
  receiver.on('message', () => (messages += 1));
  const start = process.cpuUsage();
  let elapsed = 0;
  let rounds = 0;
  while (elapsed < ROUND_MS) {
    for (const chunk of chunks) {
      if (!receiver.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))) {
        await new Promise((resolve) => receiver.once('drain', resolve));
      }
    }
    rounds += 1;
    elapsed = milliseconds(process.cpuUsage(start));
  }
  await new Promise((resolve) => setImmediate(resolve));
  if (messages !== rounds * frames) throw new Error(`the receiver delivered ${messages} of ${rounds * frames}`);
  return (messages / elapsed) * 1000;
}

const million = (rate: number): string => `${(rate / 1e6).toFixed(3)} M/s`;

/** A frame of 2 GiB in chunks of 64 KiB: how much the heap and the buffers grow. */
function growthAtTwoGigabytes(): number {
  const sink = new CountingSink();
  const transcript = openTranscript(sink);
  const length = 2 ** 31;
  const header = encodeFrame({ opcode: 2, declaredLength: length });
  const chunk = new Uint8Array(CHUNK);
  transcript.push('server', header, micros(0));
  const before = process.memoryUsage();
  for (let at = 0; at < length; at += CHUNK) transcript.push('server', chunk, micros(0));
  const after = process.memoryUsage();
  if (sink.messages !== 1) throw new Error('the 2 GiB frame did not end');
  return (after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers) / 1_048_576;
}

const rows: {
  readonly payload: string;
  readonly decoder: number;
  readonly transcript: number;
  readonly receiver: number;
  readonly decoderRatio: number;
  readonly ratio: number;
}[] = [];
for (const opcode of [2, 1]) {
  for (const size of SIZES) {
    const { chunks, frames } = chunksOf(size, opcode);
    const ours: number[] = [];
    const theirs: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(rateOfDecoder(chunks, frames));
      ours.push(rateOfTranscript(chunks, frames));
      theirs.push(await rateOfReceiver(chunks, frames));
    }
    const [decoder, transcript, receiver] = [Math.max(...bare), Math.max(...ours), Math.max(...theirs)];
    const payload = `${opcode === 2 ? 'binary' : 'text'} ${size} B`;
    rows.push({
      payload,
      decoder,
      transcript,
      receiver,
      decoderRatio: decoder / receiver,
      ratio: transcript / receiver,
    });
  }
}
const growth = growthAtTwoGigabytes();

if (process.argv.includes('--json')) console.log(JSON.stringify({ rows, growthMiB: growth }));
else {
  console.log('payload          ws receiver     decoder alone, ratio     whole transcript, ratio');
  for (const { payload, decoder, transcript, receiver, decoderRatio, ratio } of rows) {
    const beside = (rate: number, times: number): string => `${million(rate)}  ${times.toFixed(1)} x`.padEnd(25);
    console.log(
      payload.padEnd(17) + million(receiver).padEnd(16) + beside(decoder, decoderRatio) + beside(transcript, ratio),
    );
  }
  console.log(`One frame of 2 GiB: memory grew by ${growth.toFixed(1)} MiB.`);
}

const missed = rows
  .filter(({ decoderRatio }) => decoderRatio < LEAST_RATIO)
  .map(
    ({ payload, decoderRatio }) =>
      `The decoder alone reaches ${decoderRatio.toFixed(2)} x the rate of ws's receiver at ${payload}; at least ${LEAST_RATIO} x is wanted.`,
  );
if (growth > MOST_GROWTH) {
  missed.push(
    `One frame of 2 GiB made memory grow by ${growth.toFixed(1)} MiB; at most ${MOST_GROWTH} MiB are allowed.`,
  );
}
for (const sentence of missed) console.error(sentence);
if (missed.length > 0) process.exitCode = 1;
