import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { micros } from '../../src/base/branded.ts';
import type { PcapngWriter } from '../../src/capture/pcapngWriter.ts';
import { SegmentIndex } from '../../src/capture/segmentIndex.ts';
import { readLog, START, utf8, writePcapng } from '../support/captureStreams.ts';
import { programAvailable, runProgram } from '../support/programs.ts';

const at = (offset: number) => micros(START + offset);

function exchange(writer: PcapngWriter): void {
  const attempt = writer.begin(1, { url: 'ws://127.0.0.1/' }, at(0));
  const index = new SegmentIndex();
  attempt.bytes('client', utf8('GET / HTTP/1.1\r\n\r\n'), at(10), 0, index);
  attempt.bytes('server', utf8('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'), at(20), 0, index);
  attempt.end('server', 'fin', at(30));
  attempt.end('client', 'fin', at(40));
  attempt.finish({ ok: true }, at(50));
}

test('what was written is read back with times, ends and facts', async () => {
  const { log, end } = await readLog(await writePcapng(exchange));
  expect(end).toEqual({ cut: undefined, problems: [], problemCount: 0 });
  expect(log.events).toMatchObject([
    { begin: 1, facts: { url: 'ws://127.0.0.1/' }, at: at(0) },
    { bytes: 1, from: 'client', length: 18, at: at(10) },
    { bytes: 1, from: 'server', length: 45, at: at(20) },
    { end: 1, from: 'server', how: 'fin', at: at(30) },
    { end: 1, from: 'client', how: 'fin', at: at(40) },
    { finish: 1, facts: { ok: true } },
  ]);
});

test('the index points at the very bytes in the file', async () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7) & 0xff);
  const index = new SegmentIndex();
  const path = await writePcapng((writer) => writer.begin(1, null, at(0)).bytes('server', bytes, at(1), 0, index));
  const file = readFileSync(path);
  // 200,000 bytes do not fit three segments of 65,495.
  expect(index.count).toBe(4);
  for (let offset = 0; offset < bytes.length;) {
    const place = index.locate(offset);
    if (place === undefined) throw new Error(`nothing at ${offset}`);
    const found = file.subarray(place.fileOffset, place.fileOffset + place.length);
    expect(found.equals(bytes.subarray(offset, offset + place.length))).toBe(true);
    offset += place.length;
  }
  const { log } = await readLog(path);
  expect(log.written(1, 'server').equals(bytes)).toBe(true);
});

test('sequence numbers wrap at 2^32', async () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i & 0xff);
  const path = await writePcapng(
    (writer) => {
      const attempt = writer.begin(1, null, at(0));
      const index = { client: new SegmentIndex(), server: new SegmentIndex() };
      attempt.bytes('client', bytes, at(1), 0, index.client);
      attempt.bytes('server', bytes, at(2), 0, index.server);
      attempt.bytes('client', bytes, at(3), bytes.length, index.client);
      attempt.end('client', 'reset', at(4));
    },
    { initialSequence: 0xffff0000 },
  );
  const { log, end } = await readLog(path);
  expect(end.problems).toEqual([]);
  expect(log.written(1, 'client').equals(Buffer.concat([bytes, bytes]))).toBe(true);
  expect(log.written(1, 'server').equals(bytes)).toBe(true);
  expect(log.events.at(-2)).toMatchObject({ end: 1, from: 'client', how: 'reset' });
});

test('an attempt without a connection is a SYN and its facts', async () => {
  const path = await writePcapng((writer) => {
    const attempt = writer.begin(1, { url: 'ws://nowhere.invalid/' }, at(0));
    attempt.finish({ failure: 'ENOTFOUND' }, at(5));
    writer.begin(2, 'second', at(10));
  });
  const { log } = await readLog(path);
  expect(log.events).toEqual([
    { begin: 1, facts: { url: 'ws://nowhere.invalid/' }, at: at(0) },
    { finish: 1, facts: { failure: 'ENOTFOUND' } },
    { begin: 2, facts: 'second', at: at(10) },
  ]);
});

test('a stream that we gave up says so', async () => {
  const path = await writePcapng((writer) => {
    const attempt = writer.begin(1, null, at(0));
    attempt.bytes('client', utf8('x'), at(1), 0, new SegmentIndex());
    attempt.end('server', 'abandoned', at(2));
    attempt.end('client', 'fin', at(3));
  });
  const { log } = await readLog(path);
  expect(log.events.slice(2)).toEqual([
    { end: 1, from: 'server', how: 'abandoned', at: at(2) },
    { end: 1, from: 'client', how: 'fin', at: at(3) },
  ]);
});

test('the file stops at its limit and tells once', async () => {
  const reasons: string[] = [];
  const index = new SegmentIndex();
  const path = await writePcapng(
    (writer) => {
      const attempt = writer.begin(1, null, at(0));
      for (let i = 0; i < 5; i++) attempt.bytes('server', new Uint8Array(400_000), at(i), i * 400_000, index);
      attempt.end('server', 'fin', at(9));
    },
    { maxBytes: 1024 * 1024, onFull: (reason) => reasons.push(reason) },
  );
  expect(reasons).toEqual([
    'The capture file has reached its limit of 1 MiB. The connection goes on; raise the limit to record more.',
  ]);
  expect(statSync(path).size).toBeLessThanOrEqual(1024 * 1024);
  const { log, end } = await readLog(path);
  expect(end.cut).toBeUndefined();
  expect(log.written(1, 'server').length).toBe(index.end);
  expect(index.end).toBeGreaterThan(900_000);
});

test('only the owner may read the file', async () => {
  const path = await writePcapng(exchange);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.skipIf(!programAvailable('tshark'))('tshark finds both checksums right and nothing malformed', async () => {
  const path = await writePcapng(exchange);
  const options = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE'];
  const fields = ['ip.checksum.status', 'tcp.checksum.status', 'tcp.seq', 'tcp.flags.str', 'frame.time_epoch'];
  const run = runProgram('tshark', [
    '-r',
    path,
    ...options,
    '-T',
    'fields',
    ...fields.flatMap((field) => ['-e', field]),
  ]);
  const rows = run.stdout
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(rows.map((row) => row.slice(0, 2))).toEqual(rows.map(() => ['1', '1']));
  expect(rows.map((row) => row[3]?.replaceAll('·', ''))).toEqual(['S', 'AS', 'A', 'AP', 'AP', 'AF', 'AF', 'A']);
  expect(rows.map((row) => Number(row[2]))).toEqual([0, 0, 1, 1, 1, 46, 19, 47]);
  expect(rows[4]?.[4]).toBe('1700000000.000020000');
  const experts = runProgram('tshark', ['-r', path, '-Y', 'tcp.analysis.flags or _ws.malformed']);
  expect(experts.stdout).toBe('');
});
