import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CompressedSecrets } from '../../src/engine/compressedSecrets.ts';
import { encodeFrame, type FrameToEncode } from '../../src/protocol/frameEncoder.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { edited, secretStream } from '../support/secretStreams.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

/** Looks at the messages that begin with these frames; gives what the frames become. */
async function framesAfter(
  frames: readonly FrameToEncode[],
  firsts: readonly number[],
  extensions = 'permessage-deflate',
): Promise<Buffer> {
  const open = new Conversation().open(extensions);
  const capture = await captureOf(open.frames('client', ...frames));
  const stream = secretStream(capture, 'client', 's3cr3t');
  const compressed = new CompressedSecrets(stream);
  const edits = [];
  for (const first of firsts) {
    const message = compressed.framesFrom(first, capture.frameCount);
    if (message !== undefined) edits.push(...(await compressed.editsOf(message)));
  }
  const all = await edited(stream, Promise.resolve(edits));
  return all.subarray(capture.table.wireOffset(0));
}

const maskingKey = 0xa1b2c3d4;
const wire = (...frames: readonly FrameToEncode[]) =>
  Buffer.concat(frames.map((frame) => encodeFrame({ maskingKey, ...frame })));
const packed = (text: string): Uint8Array => deflateRawSync(utf8(text), { finishFlush: 2 }).subarray(0, -4);
const message = (text: string): FrameToEncode => ({ opcode: 1, rsv1: true, payload: packed(text) });

test('a message without secrets stays compressed; one with a secret and those after it do not', async () => {
  const deflater = new Deflater();
  const texts = ['none', 'a s3cr3t', 'none'];
  const frames: FrameToEncode[] = [];
  for (const text of texts) frames.push({ opcode: 1, rsv1: true, payload: await deflater.message(utf8(text)) });
  expect(await framesAfter(frames, [0, 1, 2])).toEqual(
    wire(frames[0]!, { opcode: 1, payload: utf8('a ******') }, { opcode: 1, payload: utf8('none') }),
  );
});

test('without context takeover the messages after it stay compressed', async () => {
  const frames = [message('a s3cr3t'), message('none')];
  expect(await framesAfter(frames, [0, 1], 'permessage-deflate; client_no_context_takeover')).toEqual(
    wire({ opcode: 1, payload: utf8('a ******') }, frames[1]!),
  );
});

test('fragments share the payload as they shared the compressed one', async () => {
  const payload = packed(`s3cr3t ${'long '.repeat(100)}`);
  const frames: FrameToEncode[] = [
    { opcode: 2, fin: false, rsv1: true, rsv2: true, payload: payload.subarray(0, 5) },
    { opcode: 0, fin: false, payload: new Uint8Array(0) },
    { opcode: 9, payload: utf8('ping') },
    { opcode: 0, payload: payload.subarray(5) },
  ];
  const after = await framesAfter(frames, [0]);
  const all = utf8(`****** ${'long '.repeat(100)}`);
  const first = Math.floor((all.length * 5) / payload.length);
  expect(after).toEqual(
    wire({ opcode: 2, fin: false, rsv2: true, payload: all.subarray(0, first) }, frames[1]!, frames[2]!, {
      opcode: 0,
      payload: all.subarray(first),
    }),
  );
});

test('knows the frames of a message that was looked at, each once', async () => {
  const payload = packed('s3cr3t');
  const frames: FrameToEncode[] = [
    { opcode: 1, fin: false, rsv1: true, payload: payload.subarray(0, 2) },
    { opcode: 0, payload: payload.subarray(2) },
    { opcode: 1, payload: utf8('plain') },
  ];
  const capture = await captureOf(new Conversation().open('permessage-deflate').frames('client', ...frames));
  const compressed = new CompressedSecrets(secretStream(capture, 'client', 's3cr3t'));
  expect(compressed.knows(0)).toBe(false);
  expect(compressed.framesFrom(0, 3)).toEqual({ frames: [0, 1], whole: true });
  expect([compressed.knows(1), compressed.knows(1)]).toEqual([true, false]);
  expect(compressed.framesFrom(2, 3)).toBeUndefined();
  // Of a session that goes on, only what came so far is looked at.
  expect(compressed.framesFrom(0, 1)).toEqual({ frames: [0], whole: false });
});

test('a message that never became whole goes, when it holds a secret, and is as far from whole as it was', async () => {
  const payload = packed(`a s3cr3t ${Math.E} ${Math.PI}`);
  const begun = (bytes: Uint8Array, rsv1: boolean): FrameToEncode => ({
    opcode: 1,
    rsv1,
    payload: bytes,
    declaredLength: bytes.length + 7,
  });
  const cut = payload.subarray(0, payload.length - 4);
  expect(await framesAfter([begun(cut, true)], [0])).toEqual(wire(begun(new Uint8Array(cut.length).fill(0x2a), false)));
  const other = begun(packed('nothing to hide').subarray(0, 12), true);
  expect(await framesAfter([other], [0])).toEqual(wire(other));
  // A frame that is no continuation of it ends it, against the rules.
  const open: FrameToEncode = { opcode: 1, fin: false, rsv1: true, payload: packed('none') };
  expect(await framesAfter([open, { opcode: 9 }, open, open], [0, 2, 3])).toEqual(
    wire(open, { opcode: 9 }, open, open),
  );
});

test('a message that cannot be inflated goes when it shows a secret, or when one went before', async () => {
  const garbage = (text: string): FrameToEncode => ({ opcode: 1, rsv1: true, payload: utf8(text) });
  const stars = (length: number): FrameToEncode => ({ opcode: 1, payload: utf8('*'.repeat(length)) });
  expect(await framesAfter([garbage('garbage')], [0])).toEqual(wire(garbage('garbage')));
  expect(await framesAfter([garbage('a s3cr3t!')], [0])).toEqual(wire(stars(9)));
  expect(await framesAfter([message('s3cr3t'), garbage('garbage')], [0, 1])).toEqual(
    wire({ opcode: 1, payload: utf8('******') }, stars(7)),
  );
});
