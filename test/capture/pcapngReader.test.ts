import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import { SegmentIndex } from '../../src/capture/segmentIndex.ts';
import { RandomAccessFile } from '../../src/capture/randomAccessFile.ts';
import { readPackets } from '../../src/capture/packetFile.ts';
import { readLogOf, START, streamLog, utf8, writePcapng } from '../support/captureStreams.ts';

async function smallFile(): Promise<Buffer> {
  const path = await writePcapng((writer) => {
    const index = new SegmentIndex();
    const attempt = writer.begin(1, { url: 'ws://127.0.0.1/' }, START);
    attempt.bytes('client', utf8('one'), micros(START + 1), 0, index);
    attempt.bytes('server', utf8('second'), micros(START + 2), 0, index);
    attempt.bytes('client', utf8('third!!'), micros(START + 3), 3, index);
    attempt.end('client', 'fin', micros(START + 4));
  });
  return readFileSync(path);
}

/** Where each block begins. */
function blockStarts(file: Buffer): number[] {
  const starts: number[] = [];
  for (let at = 0; at < file.length; at += file.readUInt32LE(at + 4)) starts.push(at);
  return starts;
}

test('a file cut at any byte gives what came before the cut, and its place', async () => {
  const file = await smallFile();
  const starts = [...blockStarts(file), file.length];
  const whole = await readLogOf(file);
  const all = Buffer.concat([whole.log.written(1, 'client'), whole.log.written(1, 'server')]);
  expect(all.toString()).toBe('onethird!!second');
  for (let length = 0; length < file.length; length++) {
    const { log, end } = await readLogOf(file.subarray(0, length));
    const border = starts.filter((start) => start <= length).at(-1) ?? 0;
    expect(end.problems, `cut at ${length}`).toEqual([]);
    if (length === 0) expect(end.cut).toEqual({ offset: 0, reason: 'The file is empty.' });
    else if (border === length) expect(end.cut).toBeUndefined();
    else expect(end.cut?.offset, `cut at ${length}`).toBe(border);
    expect('onethird!!'.startsWith(log.written(1, 'client').toString())).toBe(true);
    expect('second'.startsWith(log.written(1, 'server').toString())).toBe(true);
  }
  const { end } = await readLogOf(file.subarray(0, file.length - 1));
  const last = starts.at(-2)!;
  expect(end.cut?.reason).toBe(
    `The file ends in the middle of a block, ${file.length - 1 - last} bytes after the block began: it was cut off.`,
  );
});

test('a file that ends without the streams ending has them abandoned', async () => {
  const file = await smallFile();
  const starts = blockStarts(file);
  const { log } = await readLogOf(file.subarray(0, starts.at(-1)));
  expect(log.events.slice(-2)).toEqual([
    { end: 1, from: 'client', how: 'abandoned', at: START + 3 },
    { end: 1, from: 'server', how: 'abandoned', at: START + 3 },
  ]);
});

test('damage stops the reading with its place; what came before stays', async () => {
  const file = await smallFile();
  const starts = blockStarts(file);
  const sixth = starts[6]!;
  const spoilt = Buffer.from(file);
  spoilt.writeUInt32LE(7, sixth + 4);
  expect((await readLogOf(spoilt)).end.cut).toEqual({
    offset: sixth,
    reason: 'A block claims a length of 7 bytes, which cannot be.',
  });
  file.copy(spoilt);
  spoilt.writeUInt32LE(0xfffffff0, sixth + 4);
  expect((await readLogOf(spoilt)).end.cut?.reason).toBe(
    'A block claims a length of 4294967280 bytes, which cannot be.',
  );
  file.copy(spoilt);
  const length = file.readUInt32LE(sixth + 4);
  spoilt.writeUInt32LE(length + 4, sixth + length - 4);
  const { log, end } = await readLogOf(spoilt);
  expect(end.cut).toEqual({
    offset: sixth,
    reason: `A block begins with the length ${length} and ends with the length ${length + 4}: the file is damaged here.`,
  });
  expect(log.written(1, 'client').toString()).toBe('one');
});

test('a packet that makes no sense is left out with its place, and reading goes on', async () => {
  const file = await smallFile();
  const starts = blockStarts(file);
  const server = starts[6]!;
  const spoilt = Buffer.from(file);
  spoilt.writeUInt32LE(9999, server + 20);
  const { log, end } = await readLogOf(spoilt);
  expect(end.cut).toBeUndefined();
  expect(end.problems).toEqual([
    { offset: server, sentence: `A packet claims 9999 bytes in a block of ${file.readUInt32LE(server + 4)}.` },
  ]);
  expect(log.written(1, 'client').toString()).toBe('onethird!!');
  expect(log.written(1, 'server').toString()).toBe('');

  file.copy(spoilt);
  spoilt[server + 28] = 0x50;
  expect((await readLogOf(spoilt)).end.problems).toEqual([
    { offset: server, sentence: 'A packet was left out: IP version 5 is not known.' },
  ]);
  file.copy(spoilt);
  spoilt.writeUInt32LE(3, server + 8);
  expect((await readLogOf(spoilt)).end.problems).toEqual([
    { offset: server, sentence: 'A packet names an interface that was not described.' },
  ]);
});

test('random damage never throws', async () => {
  const file = await smallFile();
  let seed = 12345;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return seed % below;
  };
  for (let round = 0; round < 500; round++) {
    const spoilt = Buffer.from(file);
    for (let i = 0; i <= round % 4; i++) spoilt[random(spoilt.length)] = random(256);
    const { end } = await readLogOf(spoilt);
    expect(end.problemCount).toBe(end.problems.length);
  }
});

test('what is no capture is called so', async () => {
  expect((await readLogOf(utf8('GET / HTTP/1.1\r\n\r\n'))).end.cut).toEqual({
    offset: 0,
    reason: 'The file does not begin as a pcapng or a pcap file does: it is no capture.',
  });
  const file = await smallFile();
  file.writeUInt32LE(0, 8);
  expect((await readLogOf(file)).end.cut?.reason).toBe(
    'The section header does not tell its byte order: this is no pcapng file.',
  );
});

test('a file of the other byte order is read as well', async () => {
  const file = await smallFile();
  for (const start of blockStarts(file)) {
    const total = file.readUInt32LE(start + 4);
    const type = file.readUInt32LE(start);
    const words = type === 6 ? [0, 4, 8, 12, 16, 20, 24, total - 4] : [0, 4, 8, total - 4];
    // An interface's link type, and its options' codes and lengths, are 16 bits wide.
    const halves = type === 1 ? [8, 10] : [];
    for (const at of words.filter((word) => !halves.includes(word))) {
      file.subarray(start + at, start + at + 4).reverse();
    }
    for (const at of halves) file.subarray(start + at, start + at + 2).reverse();
  }
  const { log, end } = await readLogOf(file);
  expect(end.problems).toEqual([]);
  expect(end.cut).toBeUndefined();
  expect(log.written(1, 'client').toString()).toBe('onethird!!');
});

test('link types that cannot be read are named', async () => {
  const file = await smallFile();
  file.writeUInt16LE(105, blockStarts(file)[1]! + 8);
  const { log, end } = await readLogOf(file);
  expect(log.events).toEqual([]);
  expect(end.problems.map((problem) => problem.sentence)).toEqual([
    'Packets of link type 105 are left out: Ethernet, Linux cooked, BSD loopback and raw IP can be read.',
  ]);
});

test('blocks longer than the buffer, and progress', async () => {
  const bytes = new Uint8Array(3_000_000).fill(7);
  const path = await writePcapng((writer) => {
    const attempt = writer.begin(1, 'x'.repeat(1_500_000), START);
    attempt.bytes('server', bytes, START, 0, new SegmentIndex());
  });
  const file = RandomAccessFile.open(path);
  const progress: number[] = [];
  const log = streamLog();
  await readPackets(file, log, { onProgress: (at) => progress.push(at) });
  expect(log.events[0]).toMatchObject({ begin: 1, facts: 'x'.repeat(1_500_000) });
  expect(log.written(1, 'server').length).toBe(bytes.length);
  expect(progress.at(-1)).toBe(readFileSync(path).length);
  const given = new AbortController();
  given.abort(new Error('enough'));
  await expect(readPackets(file, log, { signal: given.signal })).rejects.toThrow('enough');
  file.dispose();
});
