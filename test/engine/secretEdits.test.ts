import { expect, test } from 'vitest';
import { secretEdits } from '../../src/engine/secretEdits.ts';
import { encodeClosePayload, encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { edited, secretStream } from '../support/secretStreams.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

const KEY = 0xa1b2c3d4;
const frame = (opcode: number, payload: string | Uint8Array, fin = true, maskingKey?: number) =>
  encodeFrame({ opcode, payload: typeof payload === 'string' ? utf8(payload) : payload, fin, maskingKey });

/** What becomes of frames of that endpoint, the handshake left out. */
async function framesAfter(from: 'client' | 'server', frames: readonly Uint8Array[], ...secrets: readonly string[]) {
  const open = new Conversation().open();
  const head = open.events.filter((event) => event.from === from && 'bytes' in event).length;
  expect(head).toBe(1);
  const stream = secretStream(await captureOf(open.bytes(from, ...frames)), from, ...secrets);
  const all = await edited(stream, secretEdits(stream));
  return all.subarray(all.length - Buffer.concat([...frames]).length);
}

test('a secret gets a star for each byte, masked as it was', async () => {
  expect(await framesAfter('server', [frame(1, 'my s3cr3t!'), frame(2, 's3cr3t')], 's3cr3t')).toEqual(
    Buffer.concat([frame(1, 'my ******!'), frame(2, '******')]),
  );
  expect(await framesAfter('client', [frame(1, 'my s3cr3t!', true, KEY)], 's3cr3t')).toEqual(
    Buffer.from(frame(1, 'my ******!', true, KEY)),
  );
});

test('in Ping, Pong and the reason of a Close; its code stays', async () => {
  const close = (reason: string) => frame(8, encodeClosePayload(1008, reason));
  expect(await framesAfter('server', [frame(9, 's3cr3t'), frame(10, '-s3cr3t'), close('no s3cr3t')], 's3cr3t')).toEqual(
    Buffer.concat([frame(9, '******'), frame(10, '-******'), close('no ******')]),
  );
});

test('across fragments, between which another secret stands in a Ping', async () => {
  const frames = [
    frame(1, 'a s3', false, KEY),
    frame(9, 'p1ng-', true, 1),
    frame(0, 'c', false, 2),
    frame(0, '', false, 3),
    frame(0, 'r3t b', true, 4),
    frame(1, 's3c', true, 5),
    frame(1, 'r3t', true, 6),
  ];
  expect(await framesAfter('client', frames, 's3cr3t', 'p1ng')).toEqual(
    Buffer.concat([
      frame(1, 'a **', false, KEY),
      frame(9, '****-', true, 1),
      frame(0, '*', false, 2),
      frame(0, '', false, 3),
      frame(0, '*** b', true, 4),
      // Two messages are two texts.
      frame(1, 's3c', true, 5),
      frame(1, 'r3t', true, 6),
    ]),
  );
});

test('in a message of several windows, and in one that never ends', async () => {
  const long = new Uint8Array(300_000).fill(0x2e);
  const starred = long.slice();
  for (const at of [0, 131_070, 262_141, 299_994]) {
    long.set(utf8('s3cr3t'), at);
    starred.fill(0x2a, at, at + 6);
  }
  expect(await framesAfter('client', [frame(2, long, true, KEY)], 's3cr3t')).toEqual(
    Buffer.from(frame(2, starred, true, KEY)),
  );
  const cut = frame(1, 'a s3cr3t and more').subarray(0, 12);
  expect((await framesAfter('server', [frame(1, 's3cr', false), cut], 's3cr3t')).toString('latin1')).toContain(
    'a ******',
  );
});

test('in bytes that are no frames', async () => {
  const refused = new Conversation()
    .bytes('client', utf8('GET / HTTP/1.1\r\nX-My: s3cr3t\r\n\r\n'))
    .bytes('server', utf8('HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\ns3cr3ts3cr3t'))
    .end('server');
  const capture = await captureOf(refused);
  for (const from of ['client', 'server'] as const) {
    const stream = secretStream(capture, from, 's3cr3t');
    const text = (await edited(stream, secretEdits(stream))).toString();
    expect(text).toContain('*****');
    expect(text).not.toContain('s3cr3t');
  }
});

test('after edits of the handshake, in order', async () => {
  const capture = await captureOf(new Conversation().open().bytes('server', frame(1, 's3cr3t')));
  const stream = secretStream(capture, 'server', 's3cr3t', 'HTTP');
  const begun = [{ offset: 4, length: 4, bytes: utf8('/9.9') }];
  const text = (await edited(stream, secretEdits({ ...stream, begun }))).toString();
  expect(text).toMatch(/^HTTP\/9\.9 101 /);
  expect(text).toMatch(/\*{6}$/);
});

test('compressed messages are written inflated from the first one on that holds a secret', async () => {
  const deflater = new Deflater();
  const compressed: Uint8Array[] = [];
  for (const text of ['before', 'a s3cr3t', 'a s3cr3t'])
    compressed.push(encodeFrame({ opcode: 1, rsv1: true, payload: await deflater.message(utf8(text)) }));
  compressed.splice(2, 0, frame(1, 's3cr3t'));
  const conversation = new Conversation().open('permessage-deflate').bytes('server', ...compressed);
  const stream = secretStream(await captureOf(conversation), 'server', 's3cr3t');
  const all = await edited(stream, secretEdits(stream));
  const expected = Buffer.concat([compressed[0]!, frame(1, 'a ******'), frame(1, '******'), frame(1, 'a ******')]);
  expect(all.subarray(all.length - expected.length)).toEqual(expected);
});

test('whoever wants no more is not waited for', async () => {
  const gone = AbortSignal.abort(new Error('enough'));
  const stream = secretStream(
    await captureOf(new Conversation().open().bytes('server', frame(1, 's3cr3t'))),
    'server',
    's3cr3t',
  );
  await expect(secretEdits({ ...stream, signal: gone }).next()).rejects.toThrow('enough');
});
