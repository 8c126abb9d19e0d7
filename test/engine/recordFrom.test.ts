import { expect, test } from 'vitest';
import { recordFrom } from '../../src/engine/recordFrom.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { Recorded } from '../cli/recorded.ts';
import { closePayload, deflated, frame, text } from '../support/hostile/bytes.ts';

const key = Uint8Array.of(1, 2, 3, 4);
const url = { kind: 'url', url: 'ws://example.test/chat' } as const;

async function recorded(from: Recorded, target: Parameters<typeof recordFrom>[1] = url) {
  const { text: file, steps } = await recordFrom(from.capture, target);
  const read = readSequence(file);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.sequence.steps.length).toBe(steps);
  return read.sequence;
}

test('turns what the client said and what the server answered into steps', async () => {
  const talk = new Recorded()
    .open()
    .client(frame(0x81, '{"op":"rooms"}', key))
    .server(text('{"rooms":["a","b"]}'))
    .client(frame(0x82, Buffer.from([0, 255]), key))
    .server(frame(0x82, Buffer.from([7])));
  expect(await recorded(talk)).toMatchObject({
    url: 'ws://example.test/chat',
    steps: [
      { kind: 'send', payload: { as: 'json', json: { op: 'rooms' } } },
      { kind: 'expect', matcher: { by: 'json', json: { rooms: ['a', 'b'] } } },
      { kind: 'send', payload: { as: 'hex' } },
      { kind: 'expect', matcher: { by: 'hex' } },
    ],
  });
});

test('names a profile instead', async () => {
  const sequence = await recorded(new Recorded().open().server(text('hi')), { kind: 'profile', profile: 'Lab' });
  expect(sequence.profile).toBe('Lab');
  expect(sequence.url).toBeUndefined();
});

test('takes whole messages: fragments joined, compressed ones inflated, pings left out', async () => {
  const packed = deflated('compressed text');
  const talk = new Recorded()
    .open('Sec-WebSocket-Extensions: permessage-deflate')
    .server(frame(0x01, 'in '), frame(0x89, 'ping'), frame(0x80, 'parts'))
    .server(frame(0xc1, packed));
  expect((await recorded(talk)).steps).toMatchObject([
    { kind: 'expect', matcher: { text: 'in parts' } },
    { kind: 'expect', matcher: { text: 'compressed text' } },
  ]);
});

test('ends with the close as it was', async () => {
  const mine = new Recorded().open().client(frame(0x88, closePayload(4001, 'done'), key));
  expect((await recorded(mine)).steps).toMatchObject([
    { kind: 'close', code: 4001, reason: 'done' },
    { kind: 'expectClose', code: 4001 },
  ]);
  const theirs = new Recorded().open().server(frame(0x88, closePayload(1001)));
  expect((await recorded(theirs)).steps.at(-1)).toMatchObject({ kind: 'expectClose', code: 1001 });
});

test('refuses a message that is too long, by its number', async () => {
  const talk = new Recorded().open().server(text('short'), frame(0x82, Buffer.alloc(1024 * 1024 + 1)));
  await expect(recordFrom(talk.capture, url)).rejects.toThrow(/^Message 2 is too long.*1048576 bytes/);
});

test('of selected frames, their messages whole, and not the end', async () => {
  const talk = new Recorded()
    .open()
    .client(frame(0x81, 'a', key))
    .server(frame(0x01, 'be'))
    .server(frame(0x80, 'gin'))
    .client(frame(0x81, 'c', key))
    .client(frame(0x88, closePayload(1000), key));
  const { text: file } = await recordFrom(talk.capture, url, { frames: [2, 3] });
  const read = readSequence(file);
  expect(read).toMatchObject({
    ok: true,
    sequence: {
      steps: [
        { kind: 'expect', matcher: { by: 'text', text: 'begin' } },
        { kind: 'send', payload: { as: 'text', text: 'c' } },
      ],
    },
  });
});

test('tells what differs from run to run, and does with it what was decided', async () => {
  const talk = new Recorded()
    .open()
    .client(frame(0x81, 'a', key))
    .server(text('{"ok":true,"id":7}'));
  const { fields } = await recordFrom(talk.capture, url);
  expect(fields).toMatchObject([{ path: '$.id', sample: '7', treatment: 'ignore' }]);
  const decided = await recordFrom(talk.capture, url, { fields: { [fields[0]!.place]: 'keep' } });
  expect(decided.text).toContain('{ "json": { "ok": true, "id": 7 } }');
});

test('writes the name of a kept secret in its place, wherever it stands, and the steps pass as before', async () => {
  const secrets = { chat: 'blue "moon" 42', 'a b': 'blue' };
  const asJson = JSON.stringify(secrets.chat);
  const talk = new Recorded()
    .open()
    .client(frame(0x81, `hello ${secrets.chat}!`, key))
    .server(text(`you said ${secrets.chat} at 2026-01-31T12:00:00Z`))
    .client(frame(0x81, `{"token": ${asJson}, "text": "a blue sky"}`, key))
    .server(text(`{"echo":${asJson},"token":${asJson}}`));
  const { text: file } = await recordFrom(talk.capture, url, { secrets });
  for (const value of ['moon', 'blue']) expect(file).not.toContain(value);
  const read = readSequence(file);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(read.sequence.steps).toMatchObject([
    { payload: { as: 'text', text: 'hello ${secret:chat}!' } },
    { matcher: { by: 'regex', regex: '^you said ${secret:chat} at .+$' } },
    { payload: { as: 'json', json: { token: '${secret:chat}', text: 'a ${secret:a b} sky' } } },
    { matcher: { by: 'json', json: { echo: '${secret:chat}' } } },
  ]);
  expect(read.sequence.recorded?.[0]).toMatchObject({
    as: 'text',
    text: 'you said ${secret:chat} at 2026-01-31T12:00:00Z',
  });
});

test('a binary message has stars for a kept secret, is awaited by its type alone, and is told of', async () => {
  const talk = new Recorded()
    .open()
    .client(frame(0x82, Buffer.from('my hunter2'), key))
    .server(frame(0x82, Buffer.from('hunter2?')))
    .client(frame(0x88, closePayload(1000, 'hunter2 left'), key));
  const { text: file, starred } = await recordFrom(talk.capture, url, { secrets: { chat: 'hunter2' } });
  expect(starred).toBe(2);
  expect(file).toContain(
    '// In 2 binary messages, 2a (a star) stands for each byte of a kept secret. Bytes cannot name a secret.\n',
  );
  const hex = (text: string) => [...Buffer.from(text)].map((byte) => byte.toString(16)).join(' ');
  expect(file).not.toContain(hex('hunter'));
  const read = readSequence(file);
  expect(read).toMatchObject({
    ok: true,
    sequence: {
      recorded: [{ as: 'hex', hex: hex('*******?') }],
      steps: [
        { payload: { as: 'hex', hex: hex('my *******') } },
        { matcher: { by: 'opcode', opcode: 'binary' } },
        { kind: 'close', reason: '${secret:chat} left' },
        { kind: 'expectClose' },
      ],
    },
  });
});

test('leaves messages without a kept secret to the byte', async () => {
  const talk = new Recorded()
    .open()
    .client(frame(0x82, Buffer.from('hunter'), key))
    .client(frame(0x81, '{"b":1,  "a":2}', key));
  const bare = await recordFrom(talk.capture, url);
  expect(await recordFrom(talk.capture, url, { secrets: { chat: 'hunter2', pin: '1' } })).toEqual(bare);
});
