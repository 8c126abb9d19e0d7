import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { connect } from '../../src/cli/connect.ts';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { frames } from '../../src/cli/frames.ts';
import { Annotations } from '../../src/engine/list/annotations.ts';
import { demo } from '../session/conversation.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { packetsOf, text2pcap } from '../support/packets.ts';
import { programAvailable } from '../support/programs.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { Conversation } from '../support/webSocketStreams.ts';
import { type Line, collecting } from './recorded.ts';

afterEach(() => vi.restoreAllMocks());

async function read(args: readonly string[]) {
  const { print, lines, of } = collecting();
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const status = await frames(args, print);
  return { status, lines, of, stderr: stderr.mock.calls.map(([text]) => String(text)).join('') };
}

/** Connects with a capture; gives its file and what was printed but the steps, which a capture has otherwise. */
async function captured(path: string, args: readonly string[]): Promise<{ file: string; lines: readonly Line[] }> {
  const file = temporaryFile('x.pcapng');
  const { print, lines } = collecting();
  await connect([`${(await demo()).url}${path}`, '--capture', file, ...args], print, new AbortController().signal);
  return { file, lines: lines.filter((line) => line['event'] !== 'phase') };
}

test.each([
  ['/echo', ['--send', 'héllo ☃', '--send-hex', '00ff', '--ping', '--frames', '3', '--close', '1000:bye']],
  ['/fragments', ['--frames', '6', '--close']],
  ['/deflate', ['--send', 'again '.repeat(100), '--frames', '2', '--close']],
  ['/status/404', []],
  ['/redirect', ['--follow-redirects', '--close']],
  ['/masked', []],
  ['/drop', []],
  ['/bad-accept', []],
  ['/close/4001', []],
])('prints of a capture of %s what was printed live', async (path, args) => {
  const { file, lines } = await captured(path, args);
  expect(lines.length).toBeGreaterThan(1);
  const { status, lines: again, stderr } = await read([file]);
  expect(again).toEqual(lines);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('cuts payloads as told', async () => {
  const { file } = await captured('/echo', ['--send', 'hello', '--frames', '1', '--close', '--no-deflate']);
  const { of } = await read([file, '--max-payload', '2']);
  expect(of('frame')[0]).toMatchObject({ payload: { text: 'he' }, payloadLength: 5, truncated: true });
});

test('prints what is left of a file that was cut, and says where', async () => {
  const { file } = await captured('/echo', ['--send', 'hello', '--frames', '1', '--close']);
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, whole.length - 10));
  const { status, of, stderr } = await read([file]);
  expect(status).toBe(0);
  expect(of('frame').length).toBeGreaterThan(0);
  expect(stderr).toMatch(/x\.pcapng: .*\(at byte \d+\)\n/);
});

test.each([
  ['a file that is not there', undefined],
  ['a file that is no capture', 'hello, this is text'],
  ['an empty file', ''],
])('says that %s holds nothing', async (_what, content) => {
  const file = temporaryFile('y.pcapng');
  if (content !== undefined) writeFileSync(file, content);
  const { status, lines, stderr } = await read([file]);
  expect(status).toBe(1);
  expect(lines).toEqual([]);
  expect(stderr).toContain(file);
});

test.each([
  [[], /one capture file/],
  [['a', 'b'], /one capture file/],
  [['a', '--max-payload', 'x'], /--max-payload/],
  [['a', '--nonsense'], /--nonsense/],
])('%j is refused by name', async (args, words) => {
  const reading = frames(args, collecting().print);
  await expect(reading).rejects.toThrow(ArgumentError);
  await expect(reading).rejects.toThrow(words);
});

/** Takes our notes out of a capture, as if another program had written it. */
function withoutNotes(file: string): string {
  const bytes = readFileSync(file);
  const ours = 'websocket-inspector: ';
  for (let at = bytes.indexOf(ours); at >= 0; at = bytes.indexOf(ours, at)) bytes.write('somebody else wrote: ', at);
  const path = temporaryFile('foreign.pcapng');
  writeFileSync(path, bytes);
  return path;
}

test.each([
  ['/status/403', []],
  ['/bad-accept', []],
  ['/masked', []],
  ['/drop', []],
])('explains %s by the bytes alone where no diagnosis was written', async (path, args) => {
  const { file, lines } = await captured(path, args);
  const live = lines.find((line) => line['event'] === 'diagnosis');
  const { of } = await read([withoutNotes(file)]);
  expect(of('diagnosis').map(({ stage, cause }) => [stage, cause])).toEqual([[live?.['stage'], live?.['cause']]]);
});

test('says nothing of a good connection whose notes are gone', async () => {
  const { file } = await captured('/echo', ['--send', 'hello', '--frames', '1', '--close']);
  const { of } = await read([withoutNotes(file)]);
  expect(of('close')).toMatchObject([{ code: 1000, clean: true }]);
  expect(of('diagnosis')).toEqual([]);
});

const tools = programAvailable('text2pcap');

/** Two connections in a pcap that text2pcap made. */
function foreignFile(): string {
  const talk = (text: string): Conversation =>
    new Conversation().open().frames('server', { opcode: 1, payload: Buffer.from(text) });
  return text2pcap([...packetsOf(talk('first')), ...packetsOf(talk('second'), { clientPort: 40_001 })], {
    format: 'pcap',
  });
}

test.skipIf(!tools)(
  'lists the connections of another program\u2019s capture, and reads the one that is named',
  async () => {
    const file = foreignFile();
    const listed = await read([file]);
    expect(listed.status).toBe(2);
    expect(listed.lines).toMatchObject([
      {
        event: 'connection',
        number: 1,
        client: '10.0.0.1:40000',
        server: '10.0.0.2:80',
        target: '/echo',
        frames: { server: 1 },
      },
      { event: 'connection', number: 2, client: '10.0.0.1:40001' },
    ]);
    expect(listed.stderr).toContain('It holds 2 WebSocket connections; choose one by its number.');
    const second = await read([file, '--connection', '2']);
    expect(second.of('frame')[0]).toMatchObject({ n: 1, payload: { text: 'second' } });
    expect(second.status).toBe(0);
    const none = await read([file, '--connection', '3']);
    expect([none.status, none.stderr.endsWith(`${file}: It holds no connection 3.\n`)]).toEqual([2, true]);
    await expect(read([file, '--connection', 'x'])).rejects.toThrow(ArgumentError);
  },
);

test('prints only the frames that the filter lets through', async () => {
  const { file } = await captured('/echo', [
    '--send',
    'tick',
    '--send',
    'tock',
    '--frames',
    '2',
    '--close',
    '--no-deflate',
  ]);
  const { status, of, lines } = await read([file, '--filter', 'from:server tick']);
  expect(status).toBe(0);
  expect(of('frame').map((line) => line['payload'])).toEqual([{ text: 'tick' }]);
  expect(lines.map((line) => line['event'])).toEqual(['handshake', 'frame', 'close']);
});

test('finds the notes that are kept beside the capture', async () => {
  const { file } = await captureOf(
    new Conversation()
      .open()
      .frames('server', { opcode: 1, payload: utf8('one') }, { opcode: 1, payload: utf8('two') }),
  );
  await new Annotations(file).change([1], { note: 'why?' });
  const { of } = await read([file, '--filter', 'note:why']);
  expect(of('frame')).toMatchObject([{ n: 2, payload: { text: 'two' } }]);
});

test('refuses what is no filter with a caret under the mistake', async () => {
  await expect(read(['x.pcapng', '--filter', 'tick from:clinet'])).rejects.toThrow(
    '--filter, column 11: "from:" takes client or server, not "clinet". Did you mean "client"?\n' +
      '  tick from:clinet\n' +
      '            ^^^^^^',
  );
  await expect(read(['x.pcapng', '--filter', '('])).rejects.toThrow(ArgumentError);
});

test('says when an expression was given up', async () => {
  const conversation = new Conversation().open();
  const payload = Buffer.from(`${'a'.repeat(40)}b`);
  conversation.frames('server', ...Array.from({ length: 9 }, () => ({ opcode: 1, payload })));
  const { file } = await captureOf(conversation);
  const { status, stderr } = await read([file, '--filter', '/^(a+)+$/']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/took too long: 8\n.*so it was given up/s);
}, 30_000);
