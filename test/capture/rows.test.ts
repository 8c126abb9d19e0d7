import { expect, test } from 'vitest';
import { encodeClosePayload } from '../../src/protocol/frameEncoder.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

test('a row holds all of the frame', async () => {
  const conversation = new Conversation().open().frames('client', { opcode: 1, payload: utf8('hello') });
  const [row] = await (await captureOf(conversation)).page(0, 1);
  expect(row).toEqual({
    frame: 0,
    from: 'client',
    atMs: 3,
    fin: true,
    rsv1: false,
    rsv2: false,
    rsv3: false,
    opcode: 1,
    masked: true,
    complete: true,
    payloadLength: 5,
    payloadReceived: 5,
    wireLength: 11,
    inflatedLength: undefined,
    message: 1,
    violations: 0,
    preview: 'hello',
    previewCut: false,
  });
});

test('previews follow what the frame carries', async () => {
  const deflater = new Deflater();
  const compressed = await deflater.message(utf8('squeezed text'));
  const binary = await deflater.message(Uint8Array.of(0xca, 0xfe));
  const fragmented = await deflater.message(utf8('squeezed and fragmented'));
  const conversation = new Conversation()
    .open('permessage-deflate')
    .frames(
      'server',
      { opcode: 1, payload: utf8('line\nbreak') },
      { opcode: 2, payload: Uint8Array.of(0, 255) },
      { opcode: 1, fin: false, payload: utf8('part one') },
      { opcode: 9, payload: utf8('beat') },
      { opcode: 0, payload: utf8('part two') },
      { opcode: 2, fin: false, payload: Uint8Array.of(1) },
      { opcode: 0, payload: Uint8Array.of(2) },
      { opcode: 1, rsv1: true, payload: compressed },
      { opcode: 2, rsv1: true, payload: binary },
      { opcode: 1, rsv1: true, fin: false, payload: fragmented.subarray(0, 2) },
      { opcode: 0, payload: fragmented.subarray(2) },
      { opcode: 1, payload: utf8('x'.repeat(500)) },
      { opcode: 8, payload: encodeClosePayload(1001, 'going') },
    );
  const rows = await (await captureOf(conversation)).page(0, 100);
  const hex = (bytes: Uint8Array): string =>
    Buffer.from(bytes)
      .toString('hex')
      .replace(/..(?=.)/g, '$& ');
  expect(rows.map((row) => row.preview)).toEqual([
    'line␤break',
    '00 ff',
    'part one',
    'beat',
    'part two',
    '01',
    '02',
    'squeezed text',
    'ca fe',
    hex(fragmented.subarray(0, 2)),
    hex(fragmented.subarray(2)),
    'x'.repeat(200),
    '1001 "going"',
  ]);
  expect(rows.map((row) => row.previewCut)).toEqual(rows.map((row) => row.payloadLength === 500));
  expect(rows.map((row) => row.inflatedLength).filter((length) => length !== undefined)).toEqual([13, 2, 23]);
  expect(rows.map((row) => row.message)).toEqual([1, 2, 3, 4, 3, 5, 5, 6, 7, 8, 8, 9, 10]);
});

test('pages reach to the last frame and no further', async () => {
  const conversation = new Conversation().open();
  for (let i = 0; i < 25; i++) conversation.frames('server', { opcode: 1, payload: utf8(`n ${i}`) });
  const live = await captureOf(conversation);
  expect((await live.page(20, 10)).map((row) => row.preview)).toEqual(['n 20', 'n 21', 'n 22', 'n 23', 'n 24']);
  expect(await live.page(25, 10)).toEqual([]);
  expect(await live.page(0, 0)).toEqual([]);
});

test('a growing frame shows what came of it', async () => {
  const conversation = new Conversation().open().bytes('server', Uint8Array.of(0x81, 20), utf8('so far'));
  const [row] = await (await captureOf(conversation)).page(0, 1);
  expect(row).toMatchObject({
    complete: false,
    payloadLength: 20,
    payloadReceived: 6,
    preview: 'so far',
    previewCut: true,
  });
});
