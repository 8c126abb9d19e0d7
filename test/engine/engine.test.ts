import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { StepResult } from '../../src/replay/sequence.ts';
import { accept, demo, serve } from '../session/conversation.ts';
import { openHandles, until, untilHandlesAre } from '../session/loopback.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { type EngineUnderTest, startEngine } from './engineClient.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('opens, sends, shows and closes', async () => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/echo`, { deflate: false });
  await engine.untilState(session, 'open');
  await engine.call('session.send', { session, send: { kind: 'text', text: 'héllo ☃' } });
  await engine.untilFrames(session, 2);
  await engine.call('session.send', { session, send: { kind: 'binary', bytes: Uint8Array.of(0, 255) } });
  await engine.untilFrames(session, 4);
  await engine.call('session.send', { session, send: { kind: 'ping', bytes: bytes('beat') } });
  const rows = await engine.untilFrames(session, 6);
  expect(rows.map(({ from, opcode, payloadLength, preview }) => [from, opcode, payloadLength, preview])).toEqual([
    ['client', 1, 10, 'héllo ☃'],
    ['server', 1, 10, 'héllo ☃'],
    ['client', 2, 2, '00 ff'],
    ['server', 2, 2, '00 ff'],
    ['client', 9, 4, 'beat'],
    ['server', 10, 4, 'beat'],
  ]);
  expect((await engine.rows(session, 2, 1)).map(({ frame }) => frame)).toEqual([2]);
  expect(await engine.call('session.frame', { session, frame: 0 })).toMatchObject({
    number: 1,
    from: 'client',
    masked: true,
    maskingKey: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    lengthForm: 7,
    message: { number: 1, firstFrame: 1, lastFrame: 1 },
  });
  const piece = { session, frame: 1, of: 'frame', offset: 1, length: 4 } as const;
  expect(await engine.call('session.payload', piece)).toEqual({ bytes: bytes('éll'), total: 10 });
  await engine.call('session.close', { session, code: 4000, reason: 'done' });
  expect(await engine.untilState(session, 'closed')).toMatchObject({
    close: { code: 4000, reason: 'done', by: 'client', clean: true },
    client: { frames: 4, messages: 4 },
    server: { frames: 4, messages: 4 },
    diagnoses: [],
  });
});

test('shows the handshake of a refusal, and its diagnosis', async () => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/status/403`);
  const snapshot = await engine.untilState(session, 'failed');
  expect(snapshot.close).toBeUndefined();
  expect(snapshot.diagnoses[0]).toMatchObject({ stage: 'http' });
  const [handshake] = await engine.call('session.handshake', { session });
  expect(handshake).toMatchObject({
    attempt: 1,
    accepted: false,
    request: { startLine: 'GET /status/403 HTTP/1.1' },
    response: { status: 403, startLine: 'HTTP/1.1 403 Forbidden' },
    body: { text: expect.stringContaining('origin_not_allowed') as string, truncated: false },
  });
  expect(handshake!.phases.map(({ name }) => name)).toEqual(['url', 'tcp', 'request', 'response']);
});

test('refuses bad options before dialling, each by its place', async () => {
  const engine = startEngine();
  const opened = await engine.call('session.open', {
    options: {
      url: 'ftp://127.0.0.1/',
      headers: [
        ['Good', 'x'],
        ['bad name', 'x'],
      ],
      subprotocols: ['no token'],
    },
    title: 'test',
    captureFile: temporaryFile('never.pcapng'),
    network: {},
  });
  expect(opened).toMatchObject({
    ok: false,
    problems: expect.arrayContaining([
      expect.objectContaining({ field: 'url' }),
      expect.objectContaining({ field: 'headers', index: 1, part: 'name' }),
      expect.objectContaining({ field: 'subprotocols', index: 0 }),
    ]) as unknown[],
  });
  expect(await engine.call('session.list', {})).toEqual([]);
});

test.each([
  ['ok \uD83D', 4],
  ['\uDE00 is a half', 1],
  ['😀\uD83D😀', 3],
])('refuses text with half a surrogate pair, at its place: %j', async (text, place) => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/echo`);
  await engine.untilState(session, 'open');
  const sending = engine.call('session.send', { session, send: { kind: 'text', text } });
  await expect(sending).rejects.toThrow(`Character ${place} `);
  await engine.call('session.send', { session, send: { kind: 'text', text: 'whole 😀' } });
  const [first] = await engine.untilFrames(session, 1);
  expect(first!.preview).toBe('whole 😀');
});

test.each([
  ['a number', 42],
  ['nothing', null],
  ['text', 'session.list'],
  ['no kind', { id: 1, name: 'session.list' }],
  ['an unknown kind', { kind: 'order', id: 1 }],
  ['a request without a name', { kind: 'request', id: 1 }],
  ['an id that is no number', { kind: 'request', id: 'x', name: 'session.list', params: {} }],
  ['cancelling what is not', { kind: 'cancel', id: 999 }],
])('%s does not end the engine', async (_what, message) => {
  const engine = startEngine();
  engine.post(message);
  expect(await engine.call('session.list', {})).toEqual([]);
});

/** Asks for what the types do not allow. */
const ask = (engine: EngineUnderTest, name: string, params: unknown): Promise<unknown> =>
  (engine.call as (name: string, params: unknown) => Promise<unknown>)(name, params);

test.each([
  ['toString', {}],
  ['__proto__', {}],
  ['session.nothing', {}],
  ['session.list', undefined],
  ['session.open', { options: { url: 7 }, title: 't', captureFile: 'f', network: {} }],
  [
    'session.open',
    { options: { url: 'ws://a/', headers: [['only a name']] }, title: 't', captureFile: 'f', network: {} },
  ],
  ['session.page', { session: 'session-1', first: 0, count: 1001 }],
  ['session.page', { session: 'session-1', first: -1, count: 1 }],
  ['session.page', { session: 'session-1', first: 0.5, count: 1 }],
  ['session.payload', { session: 'session-1', frame: 0, of: 'all', offset: 0, length: 1 }],
  ['session.send', { session: 'session-1', send: { kind: 'binary', bytes: 'text' } }],
  ['session.send', { session: 'session-1', send: { kind: 'shout', text: 'x' } }],
  ['session.frame', { session: 'session-1', frame: Number.MAX_SAFE_INTEGER }],
  ['session.frame', { session: 'session-7', frame: 0 }],
  ['session.close', { session: 'session-1', code: 1006 }],
  ['session.close', { session: 'session-1', code: 1000, reason: 'x'.repeat(124) }],
])('%s with %j is refused in words, and the session lives', async (name, params) => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/echo`);
  await engine.untilState(session, 'open');
  await expect(ask(engine, name, params)).rejects.toThrow(/\w+ \w+/);
  expect(await engine.call('session.list', {})).toMatchObject([{ id: session, state: 'open' }]);
});

test('lets sixteen connections live and no more', async () => {
  const engine = startEngine();
  const { url } = await demo();
  const sessions: string[] = [];
  for (let n = 0; n < 16; n++) sessions.push(await engine.open(`${url}/silent`));
  await expect(engine.open(`${url}/echo`)).rejects.toThrow(/16 .*limit.*Close one/);
  await engine.call('session.cancel', { session: sessions[3]! });
  await engine.untilState(sessions[3]!, 'failed');
  await engine.untilState(await engine.open(`${url}/echo`), 'open');
});

test('lets as many connections live as the setting says: sixty-four at once, all of them served', async () => {
  const engine = startEngine();
  await engine.call('engine.configure', { maxLiveConnections: 64, maxCaptureBytes: 0, secretPatterns: [] });
  const { url } = await demo();
  const sessions = await Promise.all(Array.from({ length: 64 }, () => engine.open(`${url}/echo`)));
  await expect(engine.open(`${url}/echo`)).rejects.toThrow(
    '64 connections are live, which is the limit. Close one before opening another, or raise the setting websocketInspector.maxLiveConnections.',
  );
  await Promise.all(
    sessions.map(async (session, i) => {
      await engine.untilState(session, 'open');
      await engine.call('session.send', { session, send: { kind: 'text', text: `hello ${i}` } });
      await until(() => (engine.snapshots.get(session)?.server.messages ?? 0) > 0);
      const rows = await engine.rows(session);
      expect(rows.filter(({ from }) => from === 'server').map(({ preview }) => preview)).toContain(`hello ${i}`);
    }),
  );
  await engine.call('engine.configure', { maxLiveConnections: 1, maxCaptureBytes: 0, secretPatterns: [] });
  await expect(engine.open(`${url}/echo`)).rejects.toThrow('64 connections are live');
});

test('exports and titles mask what the user calls secret', async () => {
  const engine = startEngine();
  await engine.call('engine.configure', { maxLiveConnections: 16, maxCaptureBytes: 0, secretPatterns: ['seat'] });
  try {
    const session = await engine.open(`${(await demo()).url}/echo?seat=front-row`, {
      headers: [['Seat', 'front-row']],
    });
    await engine.untilState(session, 'open');
    const file = temporaryFile('masked.har');
    await engine.call('session.export', { session, to: 'har', file, filter: '' });
    const exported = readFileSync(file, 'utf8');
    expect(exported).toContain('/echo?seat=');
    expect(exported).not.toContain('front-row');
  } finally {
    await engine.call('engine.configure', { maxLiveConnections: 16, maxCaptureBytes: 0, secretPatterns: [] });
  }
});

test('exports what a compressed session said so far as pcapng, without kept secrets, while it lives', async () => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/deflate`, { deflate: true });
  await engine.untilFrames(session, 1);
  const long = 'to be compressed '.repeat(200);
  for (const text of [long, `hunter2 ${long}`, `${long} hunter2`])
    await engine.call('session.send', { session, send: { kind: 'text', text } });
  const before = await engine.untilFrames(session, 7);
  expect(before.every(({ rsv1 }) => rsv1)).toBe(true);
  const file = temporaryFile('masked.pcapng');
  const wish = { session, to: 'pcapng' as const, file, filter: '', secrets: ['hunter2'] };
  expect(await engine.call('session.export', wish)).toEqual({ ok: true });
  const opened = await engine.call('capture.open', { file, title: 'masked' });
  if (opened.kind !== 'opened') throw new Error('no choice is wanted');
  const rows = await engine.rows(opened.session);
  expect(rows.map(({ from, atMs, violations }) => [from, atMs, violations])).toEqual(
    before.map(({ from, atMs, violations }) => [from, atMs, violations]),
  );
  const of = (side: string) => rows.filter(({ from }) => from === side);
  expect(of('client').map(({ rsv1 }) => rsv1)).toEqual([true, false, false]);
  expect(of('server').map(({ rsv1 }) => rsv1)).toEqual([true, true, false, false]);
  const said = of('server').map(async ({ frame }) => {
    const at = { session: opened.session, frame, of: 'message', offset: 0, length: 10_000 } as const;
    return Buffer.from((await engine.call('session.payload', at)).bytes).toString();
  });
  expect((await Promise.all(said)).slice(1)).toEqual([long, `******* ${long}`, `${long} *******`]);
});

test('stops recording at the size that the setting says, tells from which frame on, and the connection goes on', async () => {
  const engine = startEngine();
  await engine.call('engine.configure', { maxLiveConnections: 16, maxCaptureBytes: 20_000, secretPatterns: [] });
  const file = temporaryFile('full.pcapng');
  const session = await engine.open(`${(await demo()).url}/flood?rate=0&size=1000&count=100`, { deflate: false }, file);
  await until(() => (engine.snapshots.get(session)?.server.messages ?? 0) === 100);
  const { recordingStopped, traffic, state } = (await engine.call('session.list', {}))[0]!;
  expect(recordingStopped).toContain('has reached its limit');
  expect(state).toBe('open');
  expect(traffic?.fileBytes).toBeLessThanOrEqual(20_000);
  await engine.call('session.cancel', { session });
  await engine.untilState(session, 'closed');
  const opened = await engine.call('capture.open', { file, title: 'full' });
  if (opened.kind !== 'opened') throw new Error('no choice is wanted');
  const kept = (await engine.rows(opened.session)).filter(({ complete }) => complete);
  expect(kept.length).toBeGreaterThan(0);
  expect(traffic?.unrecordedFrom).toBe(kept.length + 1);
});

test('tells the rate of the last second, and that it has fallen', async () => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/flood?rate=0&size=16&count=5000`, { deflate: false });
  await until(() => (engine.snapshots.get(session)?.traffic?.framesPerSecond ?? 0) > 0);
  await until(() => engine.snapshots.get(session)?.traffic?.framesPerSecond === 0);
  expect(engine.snapshots.get(session)?.server.frames).toBe(5000);
});

test('rings the bell: how many frames exist, the last number included', async () => {
  const engine = startEngine();
  const grew: number[] = [];
  engine.caller.onNotice('session.grew', ({ frames }) => grew.push(frames));
  const session = await engine.open(`${(await demo()).url}/flood?rate=0&size=16&count=10001`, { deflate: false });
  await until(() => grew.at(-1) === 10_001);
  expect(grew).toEqual(grew.toSorted((a, b) => a - b));
  expect(grew.length).toBeLessThan(1000);
  const last = await engine.rows(session, 10_000, 10);
  expect(last).toMatchObject([{ frame: 10_000, preview: '10001 ..........' }]);
});

test('tells a session that is over with its last counts', async () => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/close/1001`);
  expect(await engine.untilState(session, 'closed')).toMatchObject({
    server: { frames: 1 },
    client: { frames: 1 },
    close: { code: 1001, by: 'server', clean: true },
  });
  expect(await engine.call('session.list', {})).toEqual([engine.snapshots.get(session)]);
});

test('forgets a session, but not its file', async () => {
  const engine = startEngine();
  const forgotten: string[] = [];
  engine.caller.onNotice('session.forgotten', (notice) => forgotten.push(notice.session));
  const file = temporaryFile('kept.pcapng');
  const session = await engine.open(`${(await demo()).url}/echo`, {}, file);
  await engine.untilState(session, 'open');
  await engine.call('session.forget', { session });
  expect(forgotten).toEqual([session]);
  expect(await engine.call('session.list', {})).toEqual([]);
  expect(existsSync(file)).toBe(true);
  await expect(engine.call('session.frame', { session, frame: 0 })).rejects.toThrow(/no longer there/);
});

test('goes on when the capture cannot be written, and says so', async () => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/echo`, {}, '/nonexistent/x.pcapng');
  await engine.untilState(session, 'open');
  // The file is made while the connection opens, so its failure may come after.
  await expect.poll(() => engine.snapshots.get(session)?.recordingStopped).toMatch(/could not be created/);
});

test('says why nothing can be sent', async () => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/silent`);
  const sending = engine.call('session.send', { session, send: { kind: 'text', text: 'x' } });
  await expect(sending).rejects.toThrow(/connecting.*only while it is open/);
});

test('records a conversation, and runs it again', async () => {
  const engine = startEngine();
  const { url } = await demo();
  const session = await engine.open(`${url}/chat`);
  await engine.untilFrames(session, 1);
  for (const [id, op] of ['rooms', 'history'].entries()) {
    await engine.call('session.send', { session, send: { kind: 'text', text: JSON.stringify({ op, id }) } });
    await engine.untilFrames(session, 3 + 2 * id);
  }
  const target = { kind: 'url', url: `${url}/chat` } as const;
  const { text, steps } = await engine.call('sequence.record', { session, target });
  const read = await engine.call('sequence.read', { text });
  expect(read).toMatchObject({ ok: true, steps: { length: steps } });
  const kinds = read.ok ? read.steps.map(({ kind }) => kind) : [];
  expect(kinds.filter((kind) => kind === 'send' || kind === 'expect')).toEqual([
    'expect',
    'send',
    'expect',
    'send',
    'expect',
  ]);

  const started: string[] = [];
  const told: StepResult[] = [];
  engine.caller.onNotice('sequence.started', (notice) => started.push(notice.session));
  engine.caller.onNotice('sequence.step', ({ run, result }) => run === 'run-1' && told.push(result));
  const result = await engine.call('sequence.run', {
    run: 'run-1',
    text,
    targets: [{ options: { url: `${url}/chat` }, captureFile: temporaryFile('again.pcapng') }],
    title: 'again',
    network: {},
  });
  expect(result).toMatchObject({ ok: true, sessions: started, steps: { length: steps } });
  expect(told).toEqual(result.steps);
  expect(engine.snapshots.get(started[0]!)).toBeDefined();
});

test('a sequence with a fault is read with its place, and not run', async () => {
  const engine = startEngine();
  const text = '{ "url": "ws://127.0.0.1/",\n  "steps": [{ "sned": "x" }] }';
  expect(await engine.call('sequence.read', { text })).toMatchObject({
    ok: false,
    problems: [{ line: 2 }, { line: 2 }],
  });
  const captureFile = temporaryFile('x.pcapng');
  const targets = [{ options: { url: `${(await demo()).url}/echo` }, captureFile }];
  const run = { run: 'r', text, targets, title: 't', network: {} };
  expect(await engine.call('sequence.run', run)).toMatchObject({
    ok: false,
    problem: expect.stringMatching(/^Line 2,/) as string,
  });
  const good = '{ "url": "ws://127.0.0.1/", "steps": [] }';
  const nowhere = [{ options: { url: 'nowhere' }, captureFile }];
  await expect(engine.call('sequence.run', { ...run, text: good, targets: nowhere })).rejects.toThrow(/\w/);
});

test('cancelling the call stops the run', async () => {
  const engine = startEngine();
  const { url } = await demo();
  const controller = new AbortController();
  engine.caller.onNotice('sequence.step', () => controller.abort());
  const text = JSON.stringify({ url: `${url}/chat`, steps: [{ send: { text: 'x' } }, { wait: 60_000 }] });
  const running = engine.call(
    'sequence.run',
    {
      run: 'r',
      text,
      targets: [{ options: { url: `${url}/chat` }, captureFile: temporaryFile('x.pcapng') }],
      title: 't',
      network: {},
    },
    { signal: controller.signal },
  );
  await expect(running).rejects.toMatchObject({ kind: 'cancelled' });
  await until(() => [...engine.snapshots.values()].some(({ state }) => state === 'closed'));
});

test('ends everything when it is disposed', async () => {
  const { url } = await demo();
  const hanging = await serve(async (peer) => {
    peer.socket.on('end', () => peer.socket.destroy());
    await accept(peer);
    await peer.untilClientEnds();
  });
  const before = openHandles();
  const engine = startEngine();
  const open = await engine.open(hanging);
  await engine.open(`${url}/silent`);
  await engine.untilState(open, 'open');
  await engine.engine.dispose();
  await untilHandlesAre(before);
  expect(await engine.call('session.list', {})).toEqual([]);
});

test('filters, finds and exports what a session recorded, while it lives', async () => {
  const engine = startEngine();
  const session = await engine.open(`${(await demo()).url}/echo`, { deflate: false });
  await engine.untilState(session, 'open');
  expect(await engine.call('session.filter', { session, view: 'v', text: 'from:' })).toMatchObject({ ok: false });
  expect(await engine.call('session.filter', { session, view: 'v', text: 'from:server tick' })).toEqual({ ok: true });
  for (const text of ['tick', 'tock', 'a tick'])
    await engine.call('session.send', { session, send: { kind: 'text', text } });
  await engine.untilFrames(session, 6);
  const matches = async (): Promise<number[]> => [
    ...new Uint32Array(await engine.call('session.filter.frames', { session, view: 'v', first: 0, count: 10 })),
  ];
  await expect.poll(matches).toHaveLength(2);
  const [first = 0, second = 0] = await matches();
  expect(await engine.call('session.filter.rowOf', { session, view: 'v', frame: second })).toEqual({ row: 1 });
  expect(
    await engine.call('session.find', {
      session,
      text: 'from:server tick',
      from: { frame: first, offset: 0 },
      direction: 'next',
    }),
  ).toEqual({ ok: true, place: { frame: second, of: 'message', span: { offset: 2, length: 4 } } });
  await engine.call('session.filter.stop', { session, view: 'v' });
  await expect(matches()).rejects.toThrow('no longer there');

  const file = temporaryFile('x.ndjson');
  expect(await engine.call('session.export', { session, to: 'ndjson', file, filter: '(' })).toMatchObject({
    ok: false,
  });
  expect(await engine.call('session.export', { session, to: 'ndjson', file, filter: 'from:client tock' })).toEqual({
    ok: true,
  });
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(2);
});
