// Python's websockets: an independent implementation of the same protocol on the other side.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Line, failed, hello, opened, textsFromServer, words } from './support/cli.ts';
import { peer } from './support/peer.ts';
import { type Program, startProgram } from './support/startProgram.ts';

const python = peer('python3-websockets');

describe.skipIf(python === undefined)('python3-websockets', () => {
  let program: Program;
  let url: string;

  beforeAll(async () => {
    program = await startProgram(python!, {
      files: () => ({}),
      args: ({ ports }) => [join(import.meta.dirname, 'support/websocketsServer.py'), `${ports[0]}`],
    });
    url = `ws://127.0.0.1:${program.port}`;
  });
  afterAll(() => program.stop());

  test('echoes with permessage-deflate', async () => {
    const text = 'over and '.repeat(1000);
    const outcome = await opened(url, '--send', text, '--frames', '1', '--close');
    expect(outcome.handshakes[0]).toMatchObject({
      response: {
        headers: expect.arrayContaining([['Sec-WebSocket-Extensions', words(/permessage-deflate/)]]) as unknown,
      },
    });
    expect(textsFromServer(outcome)).toEqual([text]);
    for (const frame of outcome.frames.filter(({ opcode }) => opcode === 1)) {
      expect(frame).toMatchObject({ rsv: [true, false, false], violations: [] });
      expect(frame['payloadLength']).toBeLessThan(200);
    }
  });

  test('echoes without permessage-deflate', async () => {
    const outcome = await opened(url, '--no-deflate', '--send-hex', '00ff', ...hello.slice(2));
    const answers = outcome.frames.filter(({ from, opcode }) => from === 'server' && opcode === 2);
    expect(answers).toMatchObject([{ rsv: [false, false, false], payload: { hex: '00ff' } }]);
  });

  test('closes with 1000', async () => {
    const outcome = await opened(`${url}/close`);
    expect(outcome.close).toEqual({ event: 'close', code: 1000, reason: 'enough', by: 'server', clean: true });
  });

  test('closes with a code of its own', async () => {
    const outcome = await opened(`${url}/refuse`);
    expect(outcome.close).toEqual({ event: 'close', code: 4001, reason: 'not you', by: 'server', clean: true });
  });

  test('fails with 1011', async () => {
    const outcome = await opened(`${url}/crash`);
    expect(outcome.close).toMatchObject({ code: 1011, by: 'server', clean: true });
  });

  test('sends a large message', async () => {
    const outcome = await opened(`${url}/large`, '--no-deflate');
    const [large] = outcome.frames.filter(({ from, opcode }) => from === 'server' && opcode === 1);
    expect(large).toMatchObject({ payloadLength: 2 << 20, truncated: true, violations: [] });
  });

  test('sends a large message compressed', async () => {
    const outcome = await opened(`${url}/large`);
    const last = outcome.frames.findLast(({ from, opcode }) => from === 'server' && Number(opcode) < 8)!;
    expect((last['inflated'] as Line)['length']).toBe(2 << 20);
  });

  test('sends a message larger than we take', async () => {
    expect(await failed(`${url}/large`, '--max-message-size', '1048576')).toMatchObject({
      diagnosis: { cause: words(/^own-(message|inflated)-size-limit$/) },
      told: words(/1 MiB/),
    });
  });

  test('refuses a message larger than it takes', async () => {
    const outcome = await opened(url, '--no-deflate', '--send', 'x'.repeat(100_000));
    expect(outcome.close).toMatchObject({ code: 1009, by: 'server' });
  });

  test('sends a message in fragments', async () => {
    const outcome = await opened(`${url}/fragments`, '--no-deflate');
    const fragments = outcome.frames.filter(({ from, opcode }) => from === 'server' && (opcode === 0 || opcode === 1));
    expect(fragments.map(({ payload }) => (payload as Line)['text']).join('')).toBe('one two three');
    expect(new Set(fragments.map(({ message }) => message)).size).toBe(1);
    expect(fragments.at(-1)).toMatchObject({ fin: true });
  });

  test('pings, and has our pong', async () => {
    const outcome = await opened(`${url}/ping`, '--frames', '2', '--close');
    const control = outcome.frames.filter(({ opcodeName }) => opcodeName === 'ping' || opcodeName === 'pong');
    expect(control).toMatchObject([
      { from: 'server', opcodeName: 'ping' },
      { from: 'client', opcodeName: 'pong', masked: true },
    ]);
    expect(control[1]!['payload']).toEqual(control[0]!['payload']);
    expect(textsFromServer(outcome)).toEqual(['answered']);
  });

  test('answers our ping', async () => {
    const outcome = await opened(url, '--ping', 'are you there?', '--frames', '1', '--close');
    const pong = outcome.frames.find(({ from, opcodeName }) => from === 'server' && opcodeName === 'pong')!;
    expect(pong['payload']).toEqual({ hex: Buffer.from('are you there?').toString('hex') });
  });

  test('selects a subprotocol', async () => {
    const outcome = await opened(url, '--subprotocol', 'chat.v2,chat.v1', ...hello);
    expect(outcome.handshakes[0]).toMatchObject({
      response: { headers: expect.arrayContaining([['Sec-WebSocket-Protocol', 'chat.v1']]) as unknown },
    });
  });

  test('selects none of the offered subprotocols', async () => {
    expect(await failed(url, '--subprotocol', 'chat.v2')).toMatchObject({
      handshakes: [{ response: { status: 101 } }],
      diagnosis: { stage: 'subprotocol', cause: 'subprotocol-none-selected', title: words(/chat\.v2/) },
    });
    const outcome = await opened(url, '--subprotocol', 'chat.v2', '--no-require-subprotocol', ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
  });

  test('refuses an Origin', async () => {
    await opened(url, '--origin', 'https://good.test', ...hello);
    expect(await failed(url, '--origin', 'https://evil.test')).toMatchObject({
      handshakes: [{ response: { status: 403 } }],
      diagnosis: { stage: 'http', cause: 'origin-refused', title: words(/https:\/\/evil\.test/) },
    });
  });

  test('is asked for TLS', async () => {
    expect(await failed(url.replace('ws:', 'wss:'))).toMatchObject({
      diagnosis: { stage: 'tls' },
      told: words(/does not speak TLS/),
    });
  });
});
