import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { copyFrames, payloadsOf } from '../../../src/engine/list/copyFrames.ts';
import { captureOf } from '../../support/conversationCapture.ts';

const bytes = (words: string) => new TextEncoder().encode(words);
const url = "ws://127.0.0.1:9/?a='b";

/** Frames: 0 text, 1 binary, 2 to 3 a text in two fragments, 4 ping, 5 text that is no UTF-8. */
const talk = () =>
  captureOf((conversation) =>
    conversation.frames(
      'client',
      { opcode: 1, payload: bytes('{"a": 1}') },
      { opcode: 2, payload: Uint8Array.of(0, 255, 37, 39) },
      { opcode: 1, payload: bytes("it's "), fin: false },
      { opcode: 0, payload: bytes('☃') },
      { opcode: 9, payload: bytes('beat') },
      { opcode: 1, payload: Uint8Array.of(0xff) },
    ),
  );
const all = [0, 1, 2, 3, 4, 5];
const copy = (as: Parameters<typeof copyFrames>[2], frames = all) => copyFrames(talk(), frames, as, url);

test('the first frame of a message stands for all of it', () => {
  expect(payloadsOf(talk(), [2, 3])).toEqual([{ frame: 2, of: 'message' }]);
  expect(payloadsOf(talk(), [3])).toEqual([{ frame: 3, of: 'frame' }]);
});

test('as text, exactly as it is; what is no text as hex', async () => {
  expect(await copy('text')).toBe(`{"a": 1}\n00 ff 25 27\nit's ☃\nbeat\nff`);
});

test('as hex and base64', async () => {
  expect(await copy('hex', [1, 4])).toBe('00 ff 25 27\n62 65 61 74');
  expect(await copy('base64', [1])).toBe('AP8lJw==');
});

test('as JSON', async () => {
  expect(JSON.parse(await copy('json', [0, 1]))).toEqual([
    { n: 1, from: 'client', atMs: 3, opcode: 1, opcodeName: 'text', payload: { text: '{"a": 1}' } },
    { n: 2, from: 'client', atMs: 3, opcode: 2, opcodeName: 'binary', payload: { base64: 'AP8lJw==' } },
  ]);
});

test('as a line for wscat', async () => {
  expect(await copy('wscat', [0, 2])).toBe(`wscat -c $'ws://127.0.0.1:9/?a=\\'b' -x '{"a": 1}' -x $'it\\'s ☃'`);
  await expect(copy('wscat', [1, 4])).rejects.toThrow('No text message');
});

test('as lines for websocat, which a shell turns into the same bytes', async () => {
  const lines = (await copy('websocat')).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain('--binary');
  const printed = lines.map((line) => execFileSync('sh', ['-c', line.split(' | ')[0]!]));
  expect(printed.map((out) => out.toString('latin1'))).toEqual([
    '{"a": 1}',
    '\0\xff%\x27',
    Buffer.from("it's ☃").toString('latin1'),
    '\xff',
  ]);
  await expect(copy('websocat', [4])).rejects.toThrow('No text or binary message');
});

test('too much is refused', async () => {
  const capture = captureOf((conversation) =>
    conversation.frames('server', { opcode: 2, payload: new Uint8Array(17 * 1024 * 1024) }),
  );
  await expect(copyFrames(capture, [0], 'hex', url)).rejects.toThrow('more than 16 MiB');
});
