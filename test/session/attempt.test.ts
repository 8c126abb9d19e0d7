import { once } from 'node:events';
import * as dns from 'node:dns/promises';
import { Socket } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Phase } from '../../src/diagnosis/evidence.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { Attempt } from '../../src/session/attempt.ts';
import type { Recorder } from '../../src/session/attemptSetup.ts';
import { systemClock } from '../../src/session/clock.ts';
import { frame } from '../support/hostile/bytes.ts';
import type { Peer } from '../support/hostile/peer.ts';
import { accept, captureForTest, serve, speakTo } from './conversation.ts';
import { freePort, listen, openHandles, unansweredPort, until, untilHandlesAre } from './loopback.ts';
import { listenTls, loopbackIdentity, pemFile, rootCertificate, signed } from './tlsLoopback.ts';

vi.mock('node:dns/promises', async (importOriginal) => {
  const original = await importOriginal<typeof dns>();
  return { ...original, lookup: vi.fn(original.lookup) };
});

afterEach(() => void vi.useRealTimers());

interface Begun {
  readonly attempt: Attempt;
  readonly ended: Promise<void>;
  readonly opened: Promise<WebSocket>;
  readonly phases: Phase[];
  readonly frames: () => number;
}

/** Runs an attempt into a capture of its own. */
function begin(url: string, options: Partial<ConnectionOptions> = {}, wrap = (recorder: Recorder) => recorder): Begun {
  const capture = captureForTest();
  const opened = Promise.withResolvers<WebSocket>();
  const phases: Phase[] = [];
  const attempt = new Attempt({
    options: { url, ...options },
    network: {},
    env: {},
    clock: systemClock,
    listener: {
      phase: (phase) => phases.push(phase),
      opened: opened.resolve,
      stands: () => undefined,
      delivers: () => undefined,
      changed: () => undefined,
    },
    messagesWanted: () => true,
    record: (sink) => {
      const recorder = capture.beginAttempt({ url, title: 'test', startedAt: systemClock.now() }, sink);
      return wrap({
        bytes: (from, bytes, at) => recorder.bytes(from, bytes, at),
        end: (from, how, at) => recorder.end(from, how, at),
        pendingBytes: 0,
        inflaterWindow: () => recorder.inflaterWindow('server'),
      });
    },
  });
  return { attempt, ended: attempt.run(), opened: opened.promise, phases, frames: () => capture.frameCount };
}

const steps = (phases: readonly Phase[]): string[] => phases.map(({ name, ok }) => `${name} ${ok ? 'ok' : 'failed'}`);

/** Like `until`, while timers are faked. */
async function meanwhile(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** What an attempt begins with is done: its deadline runs. */
async function underWay(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Does it again and again, a turn of the event loop between. */
function setImmediateEach(what: () => void): { dispose(): void } {
  const turn = (): void => {
    what();
    immediate = setImmediate(turn);
  };
  let immediate = setImmediate(turn);
  return { dispose: () => clearImmediate(immediate) };
}

const fakeTimers = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });

const answering = (...bytes: readonly string[]) =>
  serve(async (peer) => {
    await peer.write(...bytes);
    await peer.untilClientEnds();
  });

test('opens, talks and closes, every step timed', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.behave({ echo: true });
  });
  const { attempt, ended, opened, phases } = begin(`${url}/chat`);
  const endpoint = await opened;
  endpoint.send('hello');
  expect(String((await once(endpoint, 'message'))[0])).toBe('hello');
  endpoint.close(1000, 'bye');
  await ended;
  expect(steps(phases)).toEqual(['url ok', 'tcp ok', 'request ok', 'response ok', 'frame ok']);
  const evidence = attempt.evidence();
  expect(evidence).toMatchObject({
    asked: { url: `${url}/chat` },
    failure: undefined,
    request: { method: 'GET', target: '/chat' },
    response: { status: 101 },
    handshake: { accepted: true },
    closing: { code: 1000, reason: 'bye', clean: true },
    violationCount: 0,
    traffic: { frames: { client: 2, server: 2 }, unfinished: undefined },
  });
  const { openedMs, endedMs } = evidence.traffic;
  expect(endedMs).toBeGreaterThanOrEqual(openedMs!);
  const bytes = phases.flatMap((phase) => ('bytes' in phase ? [phase.bytes] : []));
  expect(bytes).toEqual([evidence.request!.raw.length, evidence.response!.raw.length]);
});

test('keeps a body that comes in pieces, whole', async () => {
  const url = await serve(async (peer) => {
    await peer.write('HTTP/1.1 401 Unauthorized\r\nwww-AUTHENTICATE: Basic\r\nTransfer-Encoding: chunked\r\n\r\n');
    for (const piece of ['one ', 'two ', 'three']) {
      await peer.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await peer.write('0\r\n\r\n');
    await peer.untilClientEnds();
  });
  const { attempt, ended, phases } = begin(url);
  await ended;
  expect(attempt.evidence()).toMatchObject({
    failure: undefined,
    response: {
      status: 401,
      reason: 'Unauthorized',
      headers: [{ name: 'www-AUTHENTICATE' }, { name: 'Transfer-Encoding' }],
    },
    handshake: { accepted: false },
    body: { text: 'one two three', end: 'complete' },
  });
  expect(steps(phases)).toEqual(['url ok', 'tcp ok', 'request ok', 'response ok']);
});

test('keeps a body that only the end of the connection ends', async () => {
  const url = await serve(async (peer) => {
    await peer.write('HTTP/1.1 502 Bad Gateway\r\n\r\nupstream is away');
    peer.fin();
    await peer.untilClientEnds();
  });
  const { attempt, ended } = begin(url);
  await ended;
  expect(attempt.evidence().body).toMatchObject({ text: 'upstream is away', end: 'complete' });
});

test('stops reading a body at its cap', async () => {
  const url = await serve(async (peer) => {
    await peer.write('HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\n\r\n');
    for (;;) await peer.write('x'.repeat(64 * 1024));
  });
  const { attempt, ended } = begin(url);
  await ended;
  expect(attempt.evidence().body).toMatchObject({ end: 'cap', bytes: { length: 1024 * 1024 } });
});

test('stops waiting for a body that never ends', async () => {
  const url = await answering('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\nhalf of it');
  fakeTimers();
  const { attempt, ended } = begin(url);
  await meanwhile(() => attempt.evidence().response !== undefined && vi.getTimerCount() > 0);
  // Whether `ws` has handed the response over yet cannot be seen from here.
  const turning = setImmediateEach(() => vi.advanceTimersByTime(1000));
  await ended;
  turning.dispose();
  expect(attempt.evidence()).toMatchObject({
    failure: undefined,
    body: { text: 'half of it', end: 'connection-ended' },
  });
});

test('reads on after the endpoint refused the answer', async () => {
  const url = await serve(async (peer) => {
    await peer.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n');
    await peer.write('Sec-WebSocket-Accept: AAAA\r\n\r\n');
    await new Promise((resolve) => setImmediate(resolve));
    await peer.write(frame(0x81, 'still talking'));
    peer.fin();
    await peer.untilClientEnds();
  });
  const { attempt, ended, frames } = begin(url);
  await ended;
  expect(attempt.evidence()).toMatchObject({
    failure: { stage: 'upgrade', code: 'REFUSED_BY_CLIENT' },
    handshake: { accepted: false },
  });
  expect(frames()).toBe(1);
});

test('fails an answer that breaks a rule which the endpoint lets pass', async () => {
  const url = await serve(async (peer) => {
    await accept(peer, 'Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate');
    await peer.untilClientEnds();
  });
  const { attempt, ended } = begin(url);
  await ended;
  const { failure, handshake, traffic } = attempt.evidence();
  expect(handshake).toMatchObject({ accepted: false, violations: [{ rule: 'deflate-twice' }] });
  expect(failure).toMatchObject({
    stage: 'upgrade',
    code: 'REFUSED_BY_CLIENT',
    message: handshake?.violations[0]?.sentence,
  });
  expect(traffic.openedMs).toBeUndefined();
});

test('what zlib says of a compressed message is a failure of framing', async () => {
  const url = await serve(async (peer) => {
    await accept(peer, 'Sec-WebSocket-Extensions: permessage-deflate');
    await peer.write(frame(0xc1, Uint8Array.of(7, 1, 2, 3)));
    await peer.behave();
  });
  const { attempt, ended } = begin(url);
  await ended;
  expect(attempt.evidence().failure).toMatchObject({ stage: 'framing', code: 'Z_DATA_ERROR' });
});

test('reads on after the endpoint failed the connection', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(frame(0x83, 'reserved'));
    await new Promise((resolve) => setImmediate(resolve));
    await peer.write(frame(0x81, 'what else'));
    peer.fin();
    await peer.untilClientEnds();
  });
  const { attempt, ended } = begin(url);
  await ended;
  expect(attempt.evidence()).toMatchObject({
    failure: { stage: 'framing', code: 'WS_ERR_INVALID_OPCODE' },
    traffic: { frames: { server: 2 } },
  });
});

test.each([
  ['a message above our limit', Buffer.from('827f000000000c800000', 'hex'), 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH'],
  ['text that is no UTF-8', frame(0x81, Buffer.from([0xc3, 0x28])), 'WS_ERR_INVALID_UTF8'],
])('%s fails the connection at the framing', async (_what, bytes, code) => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(bytes);
    await peer.untilClientEnds();
  });
  const { attempt, ended } = begin(url);
  await ended;
  expect(attempt.evidence().failure).toMatchObject({ stage: 'framing', code });
});

test('a reset before the answer is a failure of HTTP', async () => {
  const url = await serve((peer) => {
    peer.reset();
    return Promise.resolve();
  });
  const { attempt, ended, phases } = begin(url);
  await ended;
  expect(attempt.evidence()).toMatchObject({
    failure: { stage: 'http', code: 'ECONNRESET' },
    response: undefined,
  });
  expect(steps(phases)).toEqual(['url ok', 'tcp ok', 'request ok', 'response failed']);
  expect(phases.at(-1)).toMatchObject({ code: 'ECONNRESET' });
});

test('so is an end before the answer', async () => {
  const url = await serve((peer) => {
    peer.fin();
    return Promise.resolve();
  });
  const { attempt, ended } = begin(url);
  await ended;
  expect(attempt.evidence().failure).toMatchObject({ stage: 'http' });
  expect(attempt.evidence().traffic.endedMs).toBeDefined();
});

test('what is no HTTP at all is kept', async () => {
  const { attempt, ended } = begin(await answering('SSH-2.0-OpenSSH_9.6\r\n'));
  await ended;
  const { failure, traffic } = attempt.evidence();
  expect(failure).toMatchObject({ stage: 'http' });
  expect(Buffer.from(traffic.unrecognised ?? []).toString()).toBe('SSH-2.0-OpenSSH_9.6\r\n');
});

test('a reset after the handshake is a failure of closing', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.awaitClose();
    peer.reset();
  });
  const { attempt, ended, opened } = begin(url);
  (await opened).close(1000);
  await ended;
  expect(attempt.evidence()).toMatchObject({
    failure: { stage: 'closing', code: 'ECONNRESET' },
    closing: { code: 1006, clean: false, ended: { by: 'server', how: 'reset' }, first: { from: 'client', code: 1000 } },
  });
});

test('an end without a Close is 1006, and no failure of the system', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    peer.fin();
    await peer.untilClientEnds();
  });
  const { attempt, ended } = begin(url);
  await ended;
  expect(attempt.evidence()).toMatchObject({
    failure: undefined,
    closing: { code: 1006, ended: { by: 'server', how: 'fin' } },
  });
});

test('a frame that was cut is told', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(frame(0x82, Buffer.alloc(1000)).subarray(0, 300));
    peer.fin();
    await peer.untilClientEnds();
  });
  const { attempt, ended } = begin(url);
  await ended;
  expect(attempt.evidence().traffic.unfinished).toEqual({ frame: 0, received: 296, declared: 1000 });
});

test('waits while a frame is coming in', async () => {
  const rest = Promise.withResolvers<undefined>();
  const url = await serve(async (peer) => {
    await accept(peer);
    const bytes = frame(0x82, Buffer.alloc(1000));
    await peer.write(bytes.subarray(0, 300));
    await rest.promise;
    await peer.write(bytes.subarray(300));
    await peer.behave();
  });
  const { attempt, ended, opened, frames } = begin(url);
  const endpoint = await opened;
  await until(() => frames() === 1);
  // Not at once: silence is the server's only after we have listened for a while.
  expect(attempt.waiting).toBe(false);
  await until(() => attempt.waiting);
  expect(attempt.evidence().traffic.unfinished).toEqual({ frame: 0, received: 296, declared: 1000 });
  rest.resolve(undefined);
  await until(() => !attempt.waiting);
  endpoint.close(1000);
  await ended;
  expect(attempt.evidence().traffic.unfinished).toBeUndefined();
});

test('a certificate that the server wants after the handshake is a failure of TLS', async () => {
  const settings = { requestCert: true, rejectUnauthorized: true, ca: rootCertificate };
  const port = await listenTls(loopbackIdentity, (socket) => socket.resume(), settings);
  const { attempt, ended } = begin(`wss://127.0.0.1:${port}/`, { tls: { ca: [pemFile('ca.pem', rootCertificate)] } });
  await ended;
  expect(attempt.evidence().failure).toMatchObject({ stage: 'tls' });
});

test('talks over TLS, and shows the plaintext', async () => {
  const port = await listenTls(
    loopbackIdentity,
    (socket) =>
      void speakTo(socket, async (peer) => {
        await accept(peer);
        await peer.behave({ echo: true });
      }),
  );
  const ca = [pemFile('ca.pem', rootCertificate)];
  const { attempt, ended, opened, phases } = begin(`wss://127.0.0.1:${port}/`, { tls: { ca } });
  const endpoint = await opened;
  endpoint.send('secret');
  expect(String((await once(endpoint, 'message'))[0])).toBe('secret');
  endpoint.close(1000);
  await ended;
  expect(steps(phases)).toEqual(['url ok', 'tcp ok', 'tls ok', 'request ok', 'response ok', 'frame ok']);
  expect(attempt.evidence()).toMatchObject({ failure: undefined, closing: { clean: true }, response: { status: 101 } });
});

test('a step that fails stops the attempt there', async () => {
  const port = await freePort();
  const { attempt, ended, phases } = begin(`wss://127.0.0.1:${port}/`);
  await ended;
  expect(attempt.evidence()).toMatchObject({ failure: { stage: 'tcp', code: 'ECONNREFUSED' }, request: undefined });
  expect(steps(phases)).toEqual(['url ok', 'tcp failed']);
  const other = signed({ commonName: 'elsewhere', altNames: ['other.test'] });
  const refused = begin(`wss://127.0.0.1:${await listenTls(other, (socket) => socket.resume())}/`);
  await refused.ended;
  expect(refused.attempt.evidence().failure).toMatchObject({ stage: 'tls' });
  expect(steps(refused.phases)).toEqual(['url ok', 'tcp ok', 'tls failed']);
});

test('only the first failure counts', async () => {
  const { attempt, ended } = begin(`ws://127.0.0.1:${await freePort()}/`);
  await ended;
  attempt.fail({ stage: 'http', code: 'REDIRECT_LIMIT', message: 'Too many.' });
  expect(attempt.evidence().failure?.code).toBe('ECONNREFUSED');
});

/** An attempt that is stuck at a stage, and how to know that it is there. */
interface Stuck {
  readonly url: string;
  readonly there: (begun: Begun) => Promise<unknown>;
}

/** A server that leaves when the client does, so that a client that stays can be told. */
function leaving(speak: (peer: Peer) => Promise<void>): Promise<string> {
  return serve(async (peer) => {
    peer.socket.on('end', () => peer.socket.destroy());
    await speak(peer);
  });
}

const stages: Readonly<Record<string, () => Promise<Stuck>>> = {
  dns: () => {
    vi.mocked(dns.lookup).mockReturnValueOnce(new Promise(() => undefined));
    return Promise.resolve({ url: 'ws://slow.test/', there: () => new Promise((turn) => setImmediate(turn)) });
  },
  tcp: async () => ({
    url: `ws://127.0.0.1:${await unansweredPort()}/`,
    there: () => new Promise((turn) => setImmediate(turn)),
  }),
  tls: async () => {
    const asked = Promise.withResolvers<Socket>();
    const port = await listen((socket) => {
      socket.on('end', () => socket.destroy());
      socket.once('data', () => asked.resolve(socket));
    });
    return { url: `wss://127.0.0.1:${port}/`, there: () => asked.promise };
  },
  response: async () => {
    const asked = Promise.withResolvers<undefined>();
    const url = await leaving((peer) => {
      asked.resolve(undefined);
      return peer.untilClientEnds();
    });
    return { url, there: () => asked.promise };
  },
};

test.each(Object.keys(stages))('a time-out names the step it waited for: %s', async (stage) => {
  const { url, there } = await stages[stage]!();
  const before = openHandles();
  fakeTimers();
  const begun = begin(url, { handshakeTimeout: 4321 });
  await there(begun);
  await underWay();
  vi.advanceTimersByTime(4321);
  await begun.ended;
  vi.useRealTimers();
  const { failure } = begun.attempt.evidence();
  expect(failure).toMatchObject({ stage: 'timeout', code: 'HANDSHAKE_TIMEOUT', waitingFor: stage, timeoutMs: 4321 });
  expect(failure?.message).toContain(`"${stage}"`);
  expect(begun.phases.at(-1)).toMatchObject({ name: stage, ok: false });
  await untilHandlesAre(before);
});

test('a SOCKS proxy that says nothing is timed out by us, who know what was waited for', async () => {
  const port = await listen((socket) => socket.resume());
  const { attempt, ended } = begin('ws://127.0.0.1:1/', { proxy: `socks5://127.0.0.1:${port}`, handshakeTimeout: 60 });
  await ended;
  expect(attempt.evidence().failure).toMatchObject({ code: 'HANDSHAKE_TIMEOUT', waitingFor: 'proxy', timeoutMs: 60 });
});

test.each([
  ['does not delay small segments', undefined, true],
  ['delays them when asked to', false, false],
])('an open connection %s', async (_what, noDelay, expected) => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.behave();
  });
  const told = vi.spyOn(Socket.prototype, 'setNoDelay');
  const { ended, opened } = begin(url, noDelay === undefined ? {} : { noDelay });
  const endpoint = await opened;
  await underWay();
  const { port } = new URL(url);
  const ours = told.mock.contexts.filter((each) => each instanceof Socket && String(each.remotePort) === port);
  expect(ours.length > 0).toBe(expected);
  told.mockRestore();
  endpoint.close(1000);
  await ended;
});

test('what the endpoint refuses to be asked for ends the attempt, and leaves nothing open', async () => {
  const url = await serve((peer) => peer.untilClientEnds());
  const before = openHandles();
  const { attempt, ended, phases } = begin(url, { subprotocols: ['no token'] });
  await ended;
  const { failure } = attempt.evidence();
  expect(failure?.stage).toBe('upgrade');
  expect(failure?.message).toMatch(/subprotocol/);
  expect(steps(phases)).toEqual(['url ok', 'tcp ok', 'request ok']);
  await untilHandlesAre(before);
});

test('a connection that opened is not timed out', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.behave();
  });
  fakeTimers();
  const { attempt, ended, opened } = begin(url, { handshakeTimeout: 50 });
  const endpoint = await opened;
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  endpoint.close(1000);
  await ended;
  expect(attempt.evidence()).toMatchObject({ failure: undefined, closing: { clean: true } });
});

const later: Readonly<Record<string, () => Promise<Stuck>>> = {
  ...stages,
  body: async () => {
    const url = await leaving(async (peer) => {
      await peer.write('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\nhalf of it');
      await peer.untilClientEnds();
    });
    return { url, there: ({ attempt }) => meanwhile(() => attempt.evidence().response !== undefined) };
  },
  open: async () => {
    const url = await leaving(async (peer) => {
      await accept(peer);
      await peer.untilClientEnds();
    });
    return { url, there: ({ opened }) => opened };
  },
  flooded: async () => {
    const url = await leaving(async (peer) => {
      await accept(peer);
      for (;;) await peer.write(frame(0x82, Buffer.alloc(60_000)));
    });
    return { url, there: ({ frames }) => meanwhile(() => frames() > 10) };
  },
  closing: async () => {
    const asked = Promise.withResolvers<undefined>();
    const url = await leaving(async (peer) => {
      await accept(peer);
      await peer.awaitClose();
      asked.resolve(undefined);
      await peer.untilClientEnds();
    });
    return {
      url,
      there: async ({ opened }) => {
        (await opened).close(1000);
        await asked.promise;
      },
    };
  },
  lingering: async () => {
    const url = await leaving(async (peer) => {
      await peer.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
      await peer.untilClientEnds();
    });
    return { url, there: ({ attempt }) => meanwhile(() => attempt.evidence().failure !== undefined) };
  },
};

test.each(Object.keys(later))('gives up at once while %s, and leaves nothing open', async (stage) => {
  const { url, there } = await later[stage]!();
  const before = openHandles();
  const begun = begin(url);
  await there(begun);
  begun.attempt.cancel();
  await begun.ended;
  const { failure } = begun.attempt.evidence();
  expect(failure).toMatchObject(
    stage === 'lingering' ? { stage: 'upgrade' } : { stage: 'cancelled', code: 'CANCELLED' },
  );
  await untilHandlesAre(before);
  begun.attempt.cancel();
});

test('slows the server while the recorder is behind', async () => {
  const url = await leaving(async (peer) => {
    await accept(peer);
    for (;;) await peer.write(frame(0x82, Buffer.alloc(60_000)));
  });
  let behind = false;
  let chunks = 0;
  const { attempt, ended } = begin(url, {}, (recorder) => ({
    bytes: (from, bytes, at) => {
      chunks += 1;
      if (chunks === 20) behind = true;
      recorder.bytes(from, bytes, at);
    },
    end: (from, how, at) => recorder.end(from, how, at),
    inflaterWindow: () => recorder.inflaterWindow(),
    get pendingBytes() {
      return behind ? 65 * 1024 * 1024 : 0;
    },
  }));
  await meanwhile(() => behind);
  const held = chunks;
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  // What had been read already may still be passed on, and the endpoint may answer.
  expect(chunks).toBeLessThanOrEqual(held + 2);
  behind = false;
  await meanwhile(() => chunks > held + 50);
  attempt.cancel();
  await ended;
});
