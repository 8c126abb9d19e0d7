import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLogOf, utf8 } from '../support/captureStreams.ts';
import { captureOf, contentsOf, opened } from '../support/liveCaptures.ts';
import { LINKS, type MadePacket, packetsOf, testFolder, text2pcap } from '../support/packets.ts';
import { programAvailable, runProgram } from '../support/programs.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

const tools = programAvailable('text2pcap') && programAvailable('editcap') && programAvailable('tshark');
const conversation = new Conversation()
  .open()
  .frames('server', { opcode: 1, payload: utf8('hello ☃') }, { opcode: 9, payload: utf8('p') })
  .frames('client', { opcode: 2, payload: new Uint8Array(5000).fill(7) }, { opcode: 10, payload: utf8('p') })
  .frames('server', { opcode: 1, fin: false, payload: utf8('frag') }, { opcode: 0, payload: utf8('ment') })
  .frames('server', { opcode: 8, payload: Uint8Array.of(3, 232) })
  .frames('client', { opcode: 8, payload: Uint8Array.of(3, 232) })
  .end('server')
  .end('client');

/** What tshark makes of a file: opcode and payload length of every frame. */
function tsharkFrames(file: string): string[] {
  const names = ['opcode', 'payload_length', 'payload_length_ext_16'];
  const fields = names.flatMap((name) => ['-e', `websocket.${name}`]);
  const { stdout } = runProgram('tshark', ['-r', file, '-Y', 'websocket', '-T', 'fields', ...fields]);
  return stdout
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [opcodes, lengths, longer] = line.split('\t').map((list) => list.split(',').filter((text) => text !== ''));
      // RFC 6455 §5.2: 126 says that the length follows in 16 bits.
      return (opcodes ?? []).map((opcode, i) => {
        const length = lengths?.[i] === '126' ? longer?.shift() : lengths?.[i];
        return `${Number(opcode)} ${length}`;
      });
    });
}

/** Payloads, rows and handshake, without times: a file of another program counts from its first packet. */
async function said(file: string): Promise<unknown> {
  return withoutTimes(await contentsOf(await opened(file)));
}

function withoutTimes(contents: unknown): unknown {
  return JSON.parse(
    JSON.stringify(contents, (key, value: unknown) =>
      ['atMs', 'at', 'startedAt', 'facts', 'finished'].includes(key) ? undefined : value,
    ),
  );
}

const saidLive = async (): Promise<unknown> => withoutTimes(await contentsOf(await captureOf(conversation)));

const kinds = Object.keys(LINKS).flatMap((link) => [
  [link, 4, link === 'ether' ? 'nsecpcap' : 'pcap'] as const,
  [link, 6, 'pcapng'] as const,
]);

test.skipIf(!tools).each(kinds)('reads what text2pcap wrote: %s, IPv%i, %s', async (link, version, format) => {
  const file = text2pcap(packetsOf(conversation, { version }), { link, version, format });
  const capture = await opened(file);
  expect([capture.cut, capture.problems]).toEqual([undefined, []]);
  expect(withoutTimes(await contentsOf(capture))).toEqual(await saidLive());
  const [address] = version === 4 ? ['10.0.0.1:40000'] : ['[2001:db8::1]:40000'];
  expect(capture.connections).toMatchObject([{ number: 1, client: address, target: '/echo', status: 101 }]);
  const rows = await capture.page(0, 100);
  // Two captures of one instant agree to the microsecond.
  expect(rows.map(({ atMs }) => atMs)).toEqual([...rows.keys()].map((i) => [2, 2, 3, 3, 4, 4, 5, 6][i]! + 0.003 - 0));
});

test.skipIf(!tools)('finds the frames that tshark finds', async () => {
  const file = text2pcap(packetsOf(conversation), { link: 'ether', format: 'pcap' });
  const capture = await opened(file);
  const rows = await capture.page(0, 100);
  expect(rows.map(({ opcode, payloadLength }) => `${opcode} ${payloadLength}`).sort()).toEqual(
    tsharkFrames(file).sort(),
  );
});

test.skipIf(!tools)('reads our own captures after editcap has made a pcap of them', async () => {
  const live = await captureOf(conversation);
  for (const format of ['pcap', 'nsecpcap']) {
    const file = join(testFolder(), format);
    runProgram('editcap', ['-F', format, live.file, file]);
    expect(await said(file)).toEqual(await saidLive());
  }
});

test('reads pcap of the other byte order', async () => {
  const file = join(testFolder(), 'big.pcap');
  const records = packetsOf(conversation).map(({ at, bytes }) => {
    const head = Buffer.alloc(16);
    head.writeUInt32BE(Math.floor(at / 1e6), 0);
    head.writeUInt32BE(at % 1e6, 4);
    head.writeUInt32BE(bytes.length, 8);
    head.writeUInt32BE(bytes.length, 12);
    return Buffer.concat([head, bytes]);
  });
  writeFileSync(
    file,
    Buffer.concat([
      Buffer.from('a1b2c3d400020004000000000000000000040000000000 65'.replaceAll(' ', ''), 'hex'),
      ...records,
    ]),
  );
  if (tools) expect(tsharkFrames(file)).toHaveLength(8);
  expect(await said(file)).toEqual(await saidLive());
});

/** A fixed shuffle that moves a packet by at most `span` places and leaves the handshake of TCP alone. */
function shuffled(packets: readonly MadePacket[], span: number): MadePacket[] {
  let seed = 42;
  const keyed = packets.map((packet, i) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return { packet, key: i < 4 ? i : i + ((seed >>> 8) % span) };
  });
  return keyed.sort((a, b) => a.key - b.key).map(({ packet }) => packet);
}

test.skipIf(!tools)('puts reordered, repeated and overlapping segments in order', async () => {
  const packets = packetsOf(conversation, { mss: 50 });
  // The same stream cut at other places, so that segments of both overlap.
  const others = packetsOf(conversation, { mss: 70 }).slice(3, -2);
  const mixed = [...packets.slice(0, 4), ...shuffled([...packets.slice(4), ...others], 12)];
  const capture = await opened(text2pcap(mixed));
  expect(capture.problems).toEqual([]);
  const sorted = (rows: Awaited<ReturnType<typeof capture.page>>): string[] =>
    rows.map(({ from, opcode, preview }) => `${from} ${opcode} ${preview}`).sort();
  expect(sorted(await capture.page(0, 100))).toEqual(sorted(await (await captureOf(conversation)).page(0, 100)));
});

test.skipIf(!tools)('a segment that is missing is told, and what came before it is there', async () => {
  const packets = packetsOf(conversation, { mss: 1000 });
  const lost = packets.findIndex(({ bytes }, i) => i > 6 && bytes.length === 1040);
  const capture = await opened(text2pcap(packets.filter((_, i) => i !== lost)));
  expect(capture.problems[0]?.sentence).toMatch(
    /^Of what the client wrote in connection 1, 1000 bytes are missing after byte \d+/,
  );
  expect((await capture.page(0, 1))[0]?.preview).toBe('hello ☃');
});

test.skipIf(!tools)('packets that were captured in part are told', async () => {
  const whole = text2pcap(packetsOf(conversation), { format: 'pcap' });
  const file = join(testFolder(), 'cut.pcap');
  runProgram('editcap', ['-s', '500', whole, file]);
  const capture = await opened(file);
  expect(capture.problems[0]?.sentence).toBe('Only 446 of the 1400 bytes of a packet from the client were captured.');
  expect((await capture.page(0, 1))[0]?.preview).toBe('hello ☃');
});

test.skipIf(!tools)('IP fragments are told', async () => {
  const packets = packetsOf(conversation);
  packets.at(-1)!.bytes[6] = 0x20;
  const capture = await opened(text2pcap(packets));
  expect(capture.problems.map(({ sentence }) => sentence)).toEqual([
    'A packet was left out: it is an IP fragment, and fragments are not put together.',
  ]);
});

test.skipIf(!tools)('IPv6 extension headers are passed, and fragments among them are told', async () => {
  const options = Buffer.from('0000010400000000', 'hex');
  const extensions = [
    [0, options],
    [43, options],
    [44, Buffer.alloc(8)],
    [60, options],
    [51, Buffer.from('000400000000000000000000000000000000000000000000', 'hex')],
  ] as const;
  const made = packetsOf(conversation, { version: 6, extensions });
  expect(await said(text2pcap(made, { version: 6 }))).toEqual(await saidLive());
  const divided = packetsOf(conversation, { version: 6, extensions: [[44, Buffer.from('0000000100000000', 'hex')]] });
  const capture = await opened(text2pcap(divided, { version: 6 }));
  expect(capture.attempts).toEqual([]);
  expect(capture.problems[0]?.sentence).toContain('it is an IP fragment');
});

test.skipIf(!tools)('of several connections the one that was asked for is read', async () => {
  const other = new Conversation().open().frames('server', { opcode: 1, payload: utf8('the other') });
  const mixed = [...packetsOf(conversation), ...packetsOf(other, { clientPort: 40_001 })].sort((a, b) => a.at - b.at);
  const file = text2pcap(mixed);
  const first = await opened(file);
  expect(first.connections.map(({ number, client, frames }) => [number, client, frames])).toEqual([
    [1, '10.0.0.1:40000', { client: 3, server: 5 }],
    [2, '10.0.0.1:40001', { client: 0, server: 1 }],
  ]);
  expect(first.connection).toBe(1);
  expect(withoutTimes(await contentsOf(first))).toEqual(await saidLive());
  const second = await opened(file, { connection: 2 });
  expect((await second.page(0, 10)).map(({ preview }) => preview)).toEqual(['the other']);
  expect(second.attempts[0]?.number).toBe(1);
});

test.skipIf(!tools)('compressed messages of another program are inflated', async () => {
  const deflater = new Deflater();
  const payloads = ['tick one', 'tick two', 'tick three'].map(utf8);
  const talk = new Conversation().open('permessage-deflate');
  for (const payload of payloads)
    talk.frames('server', { opcode: 1, rsv1: true, payload: await deflater.message(payload) });
  const capture = await opened(text2pcap(packetsOf(talk)));
  expect((await capture.page(0, 10)).map(({ preview }) => preview)).toEqual(['tick one', 'tick two', 'tick three']);
});

test.skipIf(!tools).each(['pcap', 'pcapng'])('a %s cut at any byte opens up to the cut and says so', async (format) => {
  const short = new Conversation().open().frames('server', { opcode: 1, payload: utf8('one') });
  const file = text2pcap(packetsOf(short), { format });
  const whole = readFileSync(file);
  let known = 0;
  for (let length = 1; length < whole.length; length++) {
    const { log, end } = await readLogOf(whole.subarray(0, length));
    const bytes = log.written(1, 'client').length + log.written(1, 'server').length;
    expect(bytes).toBeGreaterThanOrEqual(known);
    known = bytes;
    // A file that ends where a packet ends looks whole.
    if (end.cut !== undefined) expect(end.cut.offset).toBeLessThanOrEqual(length);
    expect(end.problems).toEqual([]);
  }
  const path = join(testFolder(), 'cut');
  writeFileSync(path, whole.subarray(0, whole.length - 1));
  expect((await opened(path)).cut?.reason).toMatch(/it was cut off\.$/);
});

test('a file compressed by gzip, and one that is no capture at all, are called so', async () => {
  const path = join(testFolder(), 'x');
  writeFileSync(path, Buffer.from('1f8b08000000', 'hex'));
  expect((await opened(path)).cut?.reason).toBe('The file is compressed by gzip. Unpack it first.');
  writeFileSync(path, 'PK');
  expect((await opened(path)).cut?.reason).toContain('cut off');
});
