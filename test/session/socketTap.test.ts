import { once } from 'node:events';
import { type Socket, type TcpNetConnectOpts, connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { Arrears } from '../../src/session/arrears.ts';
import { systemClock } from '../../src/session/clock.ts';
import { LendingSocket } from '../../src/session/dial/lendingSocket.ts';
import { SocketTap } from '../../src/session/socketTap.ts';
import { HandClock, Recording, atOnce, pair, until } from './loopback.ts';

/** What a stream gives until it ends. */
async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const kinds: readonly (readonly [string, (options: TcpNetConnectOpts) => Socket])[] = [
  ['a plain socket', connect],
  ['a socket that lends what it reads', (options) => LendingSocket.connect(options)],
];

describe.each(kinds)('over %s', (_kind, dial) => {
  // `once` of node:events would reject on an error, and these connections may well fail.
  async function tapped(clock = systemClock) {
    const { client, server } = await pair(dial);
    const seen = new Recording();
    const tap = new SocketTap(seen, clock, atOnce());
    tap.carry(client);
    // What is left over when a test ends may be reset.
    tap.on('error', () => undefined);
    const gone = new Promise((resolve) => tap.once('gone', resolve));
    return { tap, server, seen, gone, socket: client };
  }

  test('shows the bytes of both directions in order, and passes on the same', async () => {
    const { tap, server, seen, gone } = await tapped();
    const heard = readAll(tap);
    const arrived = readAll(server);
    for (const word of ['one', 'two', 'three']) {
      tap.write(word);
      server.write(word.toUpperCase());
    }
    await until(() => seen.of('server').length === 11);
    server.end('.');
    tap.end('!');
    expect((await arrived).toString()).toBe('onetwothree!');
    expect((await heard).toString()).toBe('ONETWOTHREE.');
    await gone;
    expect(seen.of('client').toString()).toBe('onetwothree!');
    expect(seen.of('server').toString()).toBe('ONETWOTHREE.');
  });

  test('shows an answer after the question it answers', async () => {
    const { tap, server, seen } = await tapped();
    server.on('data', (chunk: Buffer) => server.write(chunk.toString().toUpperCase()));
    tap.on('data', (chunk: Buffer) => {
      if (chunk.toString() === 'A') tap.write('b');
    });
    tap.write('a');
    await until(() => seen.of('server').length === 2);
    expect(seen.chunks.map(({ from, bytes }) => `${from} ${Buffer.from(bytes).toString()}`)).toEqual([
      'client a',
      'server A',
      'client b',
      'server B',
    ]);
  });

  test('stamps the chunks with its clock', async () => {
    const clock = new HandClock();
    const { tap, seen } = await tapped(clock);
    tap.write('a');
    clock.forward(2.5);
    tap.write('b');
    await until(() => seen.chunks.length === 2);
    expect(seen.chunks[1]!.at - seen.chunks[0]!.at).toBe(2500);
  });

  test("passes the server's FIN on, and goes on writing until our own", async () => {
    const { tap, server, seen, gone } = await tapped();
    const arrived = readAll(server);
    tap.resume();
    server.end('bye');
    await once(tap, 'end');
    expect(seen.ends).toEqual([{ from: 'server', how: 'fin', code: undefined }]);
    tap.write('still here');
    tap.end();
    expect((await arrived).toString()).toBe('still here');
    await gone;
    expect(seen.ends).toEqual([
      { from: 'server', how: 'fin', code: undefined },
      { from: 'client', how: 'fin', code: undefined },
    ]);
  });

  test('reads on after our own FIN', async () => {
    const { tap, server, seen, gone } = await tapped();
    tap.end('question');
    const heard = readAll(tap);
    expect((await readAll(server)).toString()).toBe('question');
    server.end('late answer');
    expect((await heard).toString()).toBe('late answer');
    await gone;
    expect(seen.ends.map(({ from, how }) => `${from} ${how}`)).toEqual(['client fin', 'server fin']);
  });

  test('tells a reset by the server with its code', async () => {
    const { tap, server, seen, gone } = await tapped();
    tap.resume();
    const failed = once(tap, 'error');
    server.resetAndDestroy();
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
    await gone;
    expect(seen.ends).toEqual([
      { from: 'server', how: 'reset', code: 'ECONNRESET' },
      { from: 'client', how: 'abandoned', code: undefined },
    ]);
  });

  test('what came before a reset is shown first', async () => {
    const { tap, server, seen, gone } = await tapped();
    tap.resume();
    server.write('last words');
    await until(() => seen.chunks.length > 0);
    server.resetAndDestroy();
    await gone;
    expect(seen.of('server').toString()).toBe('last words');
  });

  test('reads on for the witness when the endpoint gave up, until the server ends', async () => {
    const { tap, server, seen, gone } = await tapped();
    tap.resume();
    tap.linger(60_000);
    tap.destroy();
    server.end('what follows is evidence');
    await gone;
    expect(seen.of('server').toString()).toBe('what follows is evidence');
    expect(seen.ends).toEqual([
      { from: 'server', how: 'fin', code: undefined },
      { from: 'client', how: 'abandoned', code: undefined },
    ]);
  });

  test('lingers no longer than it was told', async () => {
    const { tap, seen, gone } = await tapped();
    tap.linger(10);
    tap.destroy();
    await gone;
    // It is the client that gave up.
    expect(seen.ends).toEqual([
      { from: 'client', how: 'abandoned', code: undefined },
      { from: 'server', how: 'abandoned', code: undefined },
    ]);
  });

  test('stops lingering when told to', async () => {
    const { tap, gone, socket } = await tapped();
    tap.linger(60_000);
    tap.destroy();
    expect(socket.destroyed).toBe(false);
    tap.linger(0);
    await gone;
  });

  test('closes at once without a linger', async () => {
    const { tap, server, socket, gone } = await tapped();
    const ended = once(server.resume(), 'end');
    tap.destroy();
    expect(socket.destroyed).toBe(true);
    await Promise.all([gone, ended]);
  });

  test('closes at once when the server has ended already', async () => {
    const { tap, server, gone } = await tapped();
    tap.linger(60_000);
    tap.resume();
    server.end();
    await once(tap, 'end');
    tap.destroy();
    await gone;
  });

  test('reads no more from the socket than its reader wants', async () => {
    const { tap, server, seen } = await tapped();
    const sent = Buffer.alloc(32 * 1024 * 1024, 'backpressure ');
    server.end(sent);
    tap.read(0);
    await until(() => seen.chunks.length > 0);
    await idle();
    expect(seen.of('server').length).toBeLessThan(1024 * 1024);
    expect((await readAll(tap)).equals(sent)).toBe(true);
    expect(seen.of('server').equals(sent)).toBe(true);
  });

  test('reads nothing while it is held, and all of it afterwards', async () => {
    const { tap, server, seen } = await tapped();
    const heard = readAll(tap);
    server.write('before ');
    await until(() => seen.chunks.length === 1);
    tap.hold(true);
    server.end('after');
    await idle();
    expect(seen.of('server').toString()).toBe('before ');
    tap.hold(false);
    expect((await heard).toString()).toBe('before after');
  });

  test('stays held when its reader asks for more', async () => {
    const { tap, server, seen } = await tapped();
    tap.hold(true);
    tap.resume();
    server.end('wait');
    await idle();
    expect(seen.chunks).toEqual([]);
    tap.hold(false);
    await until(() => seen.ends.length > 0);
    expect(seen.of('server').toString()).toBe('wait');
  });

  test('stays held while it lingers', async () => {
    const { tap, server, seen, gone } = await tapped();
    tap.hold(true);
    tap.linger(60_000);
    tap.destroy();
    server.end('evidence');
    await idle();
    expect(seen.chunks).toEqual([]);
    tap.hold(false);
    await gone;
    expect(seen.of('server').toString()).toBe('evidence');
  });

  test('joins small writes into one chunk', async () => {
    const { tap, server, seen } = await tapped();
    const arrived = readAll(server);
    tap.cork();
    for (const part of ['head', 'er', 'payload']) tap.write(part);
    tap.uncork();
    tap.end();
    expect((await arrived).toString()).toBe('headerpayload');
    expect(seen.chunks.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['headerpayload']);
  });

  test('leaves large writes apart and in order', async () => {
    const { tap, server, seen } = await tapped();
    const arrived = readAll(server);
    const parts = [Buffer.from('header'), Buffer.alloc(300_000, 1), Buffer.alloc(200_000, 2)];
    tap.cork();
    for (const part of parts) tap.write(part);
    tap.uncork();
    tap.end();
    expect((await arrived).equals(Buffer.concat(parts))).toBe(true);
    expect(seen.chunks.map(({ bytes }) => bytes.length)).toEqual([6, 300_000, 200_000]);
  });

  test('writes what waits when a slow server reads at last', async () => {
    const { tap, server, seen } = await tapped();
    const sent = Buffer.alloc(16 * 1024 * 1024, 'slow ');
    for (let at = 0; at < sent.length; at += 1024 * 1024) tap.write(sent.subarray(at, at + 1024 * 1024));
    tap.end();
    await idle();
    expect((await readAll(server)).equals(sent)).toBe(true);
    expect(seen.of('client').equals(sent)).toBe(true);
  });

  test('is gone once, with nothing more to come', async () => {
    const { tap, server, seen, gone } = await tapped();
    let times = 0;
    tap.on('gone', () => (times += 1));
    tap.resume();
    server.resetAndDestroy();
    await gone;
    tap.destroy();
    await idle();
    expect(times).toBe(1);
    expect(seen.ends.length).toBe(2);
  });

  test('takes the settings that an HTTP client makes on a socket', async () => {
    const { tap } = await tapped();
    expect(tap.setNoDelay()).toBe(tap);
    expect(tap.setKeepAlive(true, 1000)).toBe(tap);
    expect(tap.setTimeout()).toBe(tap);
  });

  /** Long enough for bytes on loopback to arrive: other bytes, written later, went there and back many times. */
  async function idle(): Promise<void> {
    const { client, server } = await pair(dial);
    server.pipe(server);
    for (let round = 0; round < 20; round++) {
      client.write('x');
      await once(client, 'data');
    }
    client.destroy();
  }

  test('knows since when it reads, and that it does not while it is held or nobody takes what came', async () => {
    const { tap, server } = await tapped();
    expect(tap.readingSince).toBeUndefined();
    tap.on('readable', () => undefined);
    await vi.waitFor(() => expect(tap.readingSince).toBeDefined());
    tap.hold(true);
    expect(tap.readingSince).toBeUndefined();
    tap.hold(false);
    expect(tap.readingSince).toBeDefined();
    server.write(Buffer.alloc(1024 * 1024));
    await vi.waitFor(() => expect(tap.readingSince).toBeUndefined());
  });

  test('sends its opening as soon as there is a socket, in place of the first thing that is written', async () => {
    const { client, server } = await pair(dial);
    const seen = new Recording();
    const tap = new SocketTap(seen, systemClock, atOnce(), { opening: Buffer.from('opening ') });
    const arrived = readAll(server);
    expect(seen.chunks).toEqual([]);
    tap.carry(client);
    expect(seen.of('client').toString()).toBe('opening ');
    const first = Promise.withResolvers<undefined>();
    tap.write('not this', () => first.resolve(undefined));
    await first.promise;
    tap.end('but this');
    tap.resume();
    expect((await arrived).toString()).toBe('opening but this');
    server.end();
    await once(tap, 'gone');
    expect(seen.of('client').toString()).toBe('opening but this');
  });

  test('what stands for the opening is done when the opening is taken', async () => {
    const { client, server } = await pair(dial);
    const tap = new SocketTap(new Recording(), systemClock, atOnce(), { opening: Buffer.alloc(8 * 1024 * 1024) });
    tap.carry(client);
    tap.resume();
    let done = false;
    tap.write('not this', () => (done = true));
    tap.write('but this');
    await new Promise((resolve) => setTimeout(resolve, 50));
    // Nobody reads: the system cannot have taken all of it.
    expect([done, tap.writingSince === undefined]).toEqual([false, false]);
    const arrived = readAll(server);
    await until(() => done);
    tap.end();
    expect((await arrived).subarray(-8).toString()).toBe('but this');
    await until(() => tap.writingSince === undefined);
    server.end();
  });

  test('a socket that nobody wants to read from tells nothing', async () => {
    const { client, server } = await pair(dial);
    const seen = new Recording();
    const tap = new SocketTap(seen, systemClock, atOnce());
    tap.hold(true);
    tap.carry(client);
    tap.resume();
    server.write('early');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(seen.chunks).toEqual([]);
    tap.hold(false);
    await until(() => seen.of('server').toString() === 'early');
    server.end();
  });

  test('nothing can be written before there is a socket', () => {
    const tap = new SocketTap(new Recording(), systemClock, atOnce());
    expect(() => tap._write(Buffer.from('early'), 'binary', () => undefined)).toThrow(/before there is a socket/);
  });

  test('a tap that was destroyed before closes the socket that it is given', async () => {
    const { client } = await pair(dial);
    const tap = new SocketTap(new Recording(), systemClock, atOnce());
    tap.linger(1000);
    tap.destroy();
    const gone = once(tap, 'gone');
    tap.carry(client);
    await gone;
    expect(client.destroyed).toBe(true);
  });

  test('while an open connection is waited for, the endpoint comes first and the witness in the same turn', async () => {
    const { client, server } = await pair(dial);
    const seen = new Recording();
    const arrears = new Arrears();
    const tap = new SocketTap(seen, systemClock, arrears);
    const order: string[] = [];
    const witnessed = (): number => seen.of('server').length;
    tap.on('data', (chunk: Buffer) => {
      order.push(`${chunk.toString().trim()}, ${witnessed()} seen`);
      void Promise.resolve().then(() => order.push(`after it, ${witnessed()} seen`));
      process.nextTick(() => void Promise.resolve().then(() => order.push(`later in the turn, ${witnessed()} seen`)));
    });
    tap.carry(client);
    tap.write('question');
    server.write('answer\r\n\r\n');
    await until(() => witnessed() > 0);
    await until(() => order.length === 3);
    expect(order).toEqual(['answer, 0 seen', 'after it, 0 seen', 'later in the turn, 10 seen']);
    expect(seen.chunks.map(({ from }) => from)).toEqual(['client', 'server']);
  });

  test('frames behind the answer are known to the witness before the turn goes on', async () => {
    const { client, server } = await pair(dial);
    const seen = new Recording();
    const tap = new SocketTap(seen, systemClock, new Arrears());
    const counts: number[] = [];
    tap.on('data', () => {
      counts.push(seen.of('server').length);
      queueMicrotask(() => counts.push(seen.of('server').length));
    });
    tap.carry(client);
    server.write('answer\r\n\r\nframe');
    await until(() => counts.length === 2);
    expect(counts).toEqual([0, 15]);
  });

  test('gives the endpoint what is sifted, and the witness everything', async () => {
    const { client, server } = await pair(dial);
    const seen = new Recording();
    const tap = new SocketTap(seen, systemClock, atOnce(), {
      sift: (chunk) =>
        chunk.includes(0x61) ? [Buffer.from('1'), Buffer.from('2')] : chunk.includes(0x62) ? [] : undefined,
    });
    tap.carry(client);
    const got = readAll(tap);
    for (const text of ['a', 'b', 'c']) {
      server.write(text);
      await vi.waitFor(() => expect(seen.of('server').toString()).toContain(text));
    }
    server.end();
    expect((await got).toString()).toBe('12c');
    expect(seen.of('server').toString()).toBe('abc');
    tap.destroy();
  });
});
