import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { frames } from '../../src/cli/frames.ts';
import { replay } from '../../src/cli/replay.ts';
import { demo } from '../session/conversation.ts';
import { freePort } from '../session/loopback.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { collecting } from './recorded.ts';

afterEach(() => vi.restoreAllMocks());

const never = new AbortController().signal;

function sequenceFile(sequence: object | string): string {
  const file = temporaryFile('talk.wsseq.json');
  writeFileSync(file, typeof sequence === 'string' ? sequence : JSON.stringify(sequence));
  return file;
}

async function run(args: readonly string[], interrupted = never) {
  const { print, lines, of } = collecting();
  const status = await replay(args, print, interrupted);
  return { status, lines, of };
}

const chat = (url: string, more: object = {}) => ({
  url: `${url}/chat`,
  steps: [
    { expect: { json: { type: 'session' } }, capture: { token: '$.token' } },
    { send: { json: { op: 'login', id: 1, token: '${token}' } } },
    { expect: { json: { type: 'reply', id: 1, ok: true } } },
    { close: { code: 1000 } },
  ],
  ...more,
});

test('runs a sequence, a line a step and the result last', async () => {
  const { status, lines } = await run([sequenceFile(chat((await demo()).url))]);
  expect(lines).toMatchObject([
    { event: 'step', index: 0, kind: 'expect', ok: true },
    { event: 'step', index: 1, kind: 'send', ok: true },
    { event: 'step', index: 2, kind: 'expect', ok: true },
    { event: 'step', index: 3, kind: 'close', ok: true },
    { event: 'result', ok: true },
  ]);
  expect(lines.length).toBe(5);
  expect(status).toBe(0);
});

test('says which step failed, and why', async () => {
  const steps = [{ expect: { json: { type: 'session' } } }, { expect: { json: { type: 'reply' }, timeout: 50 } }];
  const { status, lines, of } = await run([sequenceFile(chat((await demo()).url, { steps }))]);
  expect(status).toBe(1);
  expect(of('step')[1]).toMatchObject({ index: 1, kind: 'expect', ok: false, problem: expect.any(String) as string });
  expect(lines.at(-1)).toMatchObject({ event: 'result', ok: false });
});

test('says that the connection failed', async () => {
  const { status, lines } = await run([sequenceFile(chat(`ws://127.0.0.1:${await freePort()}`))]);
  expect(status).toBe(1);
  expect(lines).toMatchObject([{ event: 'result', ok: false, problem: expect.stringMatching(/\w/) as string }]);
  expect(lines).toHaveLength(1);
});

test('runs against a profile of the folder, and keeps the capture', async () => {
  const { url } = await demo();
  const folder = dirname(temporaryFile('x'));
  mkdirSync(join(folder, '.vscode'));
  const profiles = { profiles: [{ name: 'Chat', url: `${url}/chat` }] };
  writeFileSync(join(folder, '.vscode', 'websockets.json'), JSON.stringify(profiles));
  vi.spyOn(process, 'cwd').mockReturnValue(folder);
  const { steps } = chat(url);
  const capture = join(folder, 'kept.pcapng');
  const byFile = await run([sequenceFile({ profile: 'Chat', steps }), '--capture', capture]);
  expect(byFile.status).toBe(0);
  const { print, of } = collecting();
  await frames([capture], print);
  expect(of('handshake')).toMatchObject([{ accepted: true }]);
  const elsewhere = chat(`ws://127.0.0.1:${await freePort()}`);
  const byArgument = await run([sequenceFile(elsewhere), '--profile', 'Chat']);
  expect(byArgument.status).toBe(0);
});

test('stops when it is interrupted', async () => {
  const controller = new AbortController();
  const steps = [{ expect: { json: { type: 'session' } } }, { wait: 60_000 }];
  const { print, lines } = collecting();
  const running = replay(
    [sequenceFile(chat((await demo()).url, { steps }))],
    async (line) => {
      await print(line);
      controller.abort();
    },
    controller.signal,
  );
  expect(await running).toBe(1);
  expect(lines.at(-1)).toMatchObject({ event: 'result', ok: false });
});

test('names every fault of the file by line and column', async () => {
  const file = sequenceFile('{\n  "url": "ws://127.0.0.1/",\n  "steps": [\n    { "sned": "x" }\n  ]\n}');
  const running = run([file]);
  await expect(running).rejects.toThrow(ArgumentError);
  await expect(running).rejects.toThrow(`${file}:4:`);
});

test.each([
  [[], /Name a sequence file/],
  [['a', 'b'], /a cannot be read[^]*b cannot be read/],
  [['nothing/*.wsseq.json'], /no file is found by this pattern/],
  [['/nonexistent/x.wsseq.json'], /\/nonexistent\/x\.wsseq\.json/],
  [['a', '--nonsense'], /--nonsense/],
])('%j is refused by name', async (args, words) => {
  const running = run(args);
  await expect(running).rejects.toThrow(ArgumentError);
  await expect(running).rejects.toThrow(words);
});

test('runs several, tries failed ones again, and stops at the first that fails when asked to', async () => {
  const { url } = await demo();
  const good = sequenceFile({ url: `${url}/echo`, steps: [{ wait: 1 }] });
  const bad = sequenceFile({ url: `${url}/echo`, steps: [{ expect: { text: 'x', timeout: 5 } }] });
  const folder = join(dirname(good), 'runs');
  const { status, of } = await run([bad, good, '--bail', '--retries', '1', '--capture-dir', folder]);
  expect(status).toBe(1);
  expect(of('step').map(({ file, attempt }) => [file, attempt])).toEqual([
    [bad, undefined],
    [bad, 2],
  ]);
  expect(of('result')).toMatchObject([{ file: bad, ok: false, attempts: 2 }]);
  expect(of('summary')).toMatchObject([{ ok: false, passed: 0, failed: 1 }]);
  expect(readdirSync(folder).sort()).toEqual(['talk.pcapng', 'talk.result.json']);
  expect((await run([good, sequenceFile({ url: `${url}/echo`, steps: [] })])).status).toBe(0);
});

test.each([
  ['spec', /talk\.wsseq\.json\n {2}ok {6}wait 1 ms/],
  ['tap', /^TAP version 14\n/],
  ['junit', /^<\?xml /],
])('reports as %s', async (reporter, words) => {
  const file = sequenceFile({ url: `${(await demo()).url}/echo`, steps: [{ wait: 1 }] });
  const { print, lines } = collecting();
  let written = '';
  const status = await replay([file, '--reporter', reporter], print, never, (text) => {
    written += text;
    return Promise.resolve();
  });
  expect([status, lines]).toEqual([0, []]);
  expect(written).toMatch(words);
});
