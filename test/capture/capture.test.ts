import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../src/capture/capture.ts';
import { joinBytes } from '../../src/base/joinBytes.ts';
import { encodeClosePayload, encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf, contentsOf, liveCapture, FACTS, opened } from '../support/liveCaptures.ts';
import { programAvailable, runProgram } from '../support/programs.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation, Deflater, play } from '../support/webSocketStreams.ts';

const letters = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => 97 + (i % 26));

/** All forms of frames: every length form, fragments with control frames between them, a long chunk, a clean end. */
function everything(): Conversation {
  return new Conversation()
    .open()
    .frames('client', { opcode: 1, payload: utf8('héllo ☃') })
    .frames('server', { opcode: 1, payload: utf8('one') }, { opcode: 2, payload: Uint8Array.of(0, 1, 255) })
    .frames('server', { opcode: 1, payload: letters(125) }, { opcode: 1, payload: letters(126) })
    .frames('server', { opcode: 2, payload: letters(65_535) })
    .frames('server', { opcode: 2, payload: letters(65_536) })
    .frames('client', { opcode: 2, payload: letters(70_000) })
    .frames('server', { opcode: 1, fin: false, payload: utf8('frag') })
    .frames('client', { opcode: 9, payload: utf8('are you there') })
    .frames('server', { opcode: 9, payload: Uint8Array.of(1, 2) }, { opcode: 0, fin: false, payload: utf8('men') })
    .frames('client', { opcode: 10, payload: Uint8Array.of(1, 2) })
    .frames('server', { opcode: 0, payload: utf8('ted') }, { opcode: 1 })
    .frames('client', { opcode: 8, payload: encodeClosePayload(1000, 'bye') })
    .frames('server', { opcode: 8, payload: encodeClosePayload(1000) })
    .end('server')
    .end('client');
}

async function deflated(): Promise<Conversation> {
  const conversation = new Conversation().open('permessage-deflate');
  const client = new Deflater();
  const server = new Deflater();
  for (let i = 0; i < 40; i++) {
    const text = JSON.stringify({ id: i, type: 'tick', words: 'the same words again and again' });
    conversation.frames('client', { opcode: 1, rsv1: true, payload: await client.message(utf8(text)) });
    const payload = await server.message(utf8(`re ${text}`));
    if (i % 3 === 0) {
      conversation.frames(
        'server',
        { opcode: 1, rsv1: true, fin: false, payload: payload.subarray(0, 5) },
        { opcode: 9, payload: utf8('p') },
        { opcode: 0, payload: payload.subarray(5) },
      );
    } else conversation.frames('server', { opcode: 1, rsv1: true, payload });
  }
  return conversation.end('client', 'reset').end('server', 'abandoned');
}

describe('a live capture and its file opened later', () => {
  test('tell the same of all forms of frames', async () => {
    const live = await captureOf(everything());
    expect(live.frameCount).toBe(17);
    const file = await opened(live.file);
    expect([file.cut, file.problems]).toEqual([undefined, []]);
    expect(await contentsOf(file)).toEqual(await contentsOf(live));
  });

  test('tell the same of compressed messages', async () => {
    const live = await captureOf(await deflated());
    expect(live.counters.server.messages).toBe(40 + 14);
    expect(await contentsOf(await opened(live.file))).toEqual(await contentsOf(live));
  });

  test('tell the same when the bytes came one by one, but for the times', async () => {
    const whole = await captureOf(everything());
    const capture = liveCapture();
    const recorder = capture.beginAttempt(FACTS);
    for (const event of everything().events) {
      if (!('bytes' in event)) play(recorder, event);
      else for (const byte of event.bytes) recorder.bytes(event.from, Uint8Array.of(byte), event.at);
    }
    recorder.finish({ ok: true });
    expect(await capture.page(0, 100)).toEqual(await whole.page(0, 100));
    expect(await contentsOf(await opened(await flushed(capture)))).toEqual(await contentsOf(capture));
  });
});

async function flushed(capture: ReturnType<typeof liveCapture>): Promise<string> {
  await capture.flush();
  return capture.file;
}

test('a file cut at any byte opens with the frames before the cut', async () => {
  const conversation = new Conversation()
    .open()
    .frames('client', { opcode: 1, payload: utf8('first') })
    .frames('server', { opcode: 1, payload: utf8('second') }, { opcode: 1, payload: utf8('third') })
    .end('server')
    .end('client');
  const live = await captureOf(conversation);
  const rows = await live.page(0, 10);
  const bytes = readFileSync(live.file);
  const path = temporaryFile('cut.pcapng');
  let most = 0;
  for (let length = 0; length < bytes.length; length++) {
    writeFileSync(path, bytes.subarray(0, length));
    const capture = await opened(path);
    expect(capture.problems, `cut at ${length}`).toEqual([]);
    expect(await capture.page(0, 10), `cut at ${length}`).toEqual(rows.slice(0, capture.frameCount));
    expect(capture.frameCount).toBeGreaterThanOrEqual(most);
    most = capture.frameCount;
  }
  expect(most).toBe(3);
  // Some thousand files are opened.
}, 60_000);

/** What tshark says of the WebSocket frames: opcode, FIN, payload length, in order. */
function tsharkFrames(path: string): number[][] {
  const fields = ['websocket.opcode', 'websocket.fin', 'websocket.payload_length', 'websocket.payload_length_ext_16'];
  const all = [...fields, 'websocket.payload_length_ext_64'].flatMap((field) => ['-e', field]);
  const run = runProgram('tshark', [
    '-r',
    path,
    '-Y',
    'websocket',
    '-T',
    'fields',
    '-E',
    'occurrence=a',
    '-E',
    'aggregator=,',
    ...all,
  ]);
  expect(run.stderr.replace(/^Running as user.*\n/m, '')).toBe('');
  const frames: number[][] = [];
  for (const line of run.stdout.trimEnd().split('\n')) {
    const columns = line.split('\t').map((column) => (column === '' ? [] : column.split(',')));
    const [opcodes = [], fins = [], lengths = [], long = [], huge = []] = columns;
    opcodes.forEach((opcode, i) => {
      const short = Number(lengths[i]);
      const length = short === 126 ? Number(long.shift()) : short === 127 ? Number(huge.shift()) : short;
      frames.push([Number(opcode), Number(fins[i] === 'True' || fins[i] === '1'), length]);
    });
  }
  return frames;
}

async function ourFrames(capture: Capture): Promise<number[][]> {
  const rows = await capture.page(0, capture.frameCount);
  return rows.map((row) => [row.opcode, Number(row.fin), row.payloadLength]);
}

const sorted = (frames: number[][]): string[] => frames.map(String).sort();

describe.skipIf(!programAvailable('tshark'))('tshark agrees', () => {
  test('on all forms of frames', async () => {
    const live = await captureOf(everything());
    expect(tsharkFrames(live.file)).toEqual(await ourFrames(live));
  });

  test('on more small frames in one chunk than it takes in one packet', async () => {
    const small = Array.from({ length: 2_000 }, (_, i) => ({ opcode: 1, payload: utf8(String(i).padStart(16, '0')) }));
    const chunk = joinBytes(small.map((frame) => encodeFrame(frame)));
    const live = await captureOf(new Conversation().open().bytes('server', chunk).bytes('server', chunk));
    expect(live.frameCount).toBe(4_000);
    expect(tsharkFrames(live.file)).toEqual(await ourFrames(live));
  });

  test('on compressed messages', async () => {
    const live = await captureOf(await deflated());
    expect(sorted(tsharkFrames(live.file))).toEqual(sorted(await ourFrames(live)));
  });
});
