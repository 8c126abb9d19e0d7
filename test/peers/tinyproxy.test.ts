// tinyproxy as the proxy on the way: one with credentials and few ports, and one without.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failed, hello, opened, phase, textsFromServer, words } from './support/cli.ts';
import { type EchoServer, echoServer } from './support/echoServer.ts';
import { peer } from './support/peer.ts';
import type { Program } from './support/startProgram.ts';
import { startTinyproxy } from './support/tinyproxy.ts';

const tinyproxy = peer('tinyproxy');

describe.skipIf(tinyproxy === undefined)('tinyproxy', () => {
  let server: EchoServer;
  let program: Program;
  let guarded: Program;
  let proxy: string;
  let guardedProxy: string;

  beforeAll(async () => {
    server = await echoServer();
    program = await startTinyproxy(tinyproxy!, [`ConnectPort ${server.port}`, 'ConnectPort 1']);
    guarded = await startTinyproxy(tinyproxy!, ['BasicAuth ada lovelace']);
    proxy = `http://127.0.0.1:${program.port}`;
    guardedProxy = `http://127.0.0.1:${guarded.port}`;
  });
  afterAll(async () => {
    await program.stop();
    await guarded.stop();
    await server.stop();
  });

  test('opens a tunnel', async () => {
    const outcome = await opened(server.url, '--proxy', proxy, ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'proxy')).toMatchObject({
      ok: true,
      kind: 'http',
      status: 200,
      response: words(/^HTTP\/1\.[01] 200 Connection established\r\n/i),
    });
  });

  test('allows few ports only', async () => {
    const outcome = await failed('ws://127.0.0.1:2/', '--proxy', proxy);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: false, status: 403 });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-refused', title: words(/127\.0\.0\.1:2 .*403/) },
      told: words(/allows tunnels to few ports only/),
    });
  });

  test('cannot reach the target', async () => {
    const outcome = await failed('ws://127.0.0.1:1/', '--proxy', proxy);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: false, status: 500 });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-cannot-reach-target', title: words(/127\.0\.0\.1:1/) },
      told: words(/Unable to connect/),
    });
  });

  test('wants credentials', async () => {
    const outcome = await failed(server.url, '--proxy', guardedProxy);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: false, status: 407 });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-wants-credentials', title: words(/Basic/) },
      told: words(/No credentials were given for the proxy/),
    });
  });

  test('takes the right credentials', async () => {
    const given = guardedProxy.replace('://', '://ada:lovelace@');
    const outcome = await opened(server.url, '--proxy', given, ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: true, proxy: guardedProxy });
  });

  test('refuses wrong credentials', async () => {
    const given = guardedProxy.replace('://', '://ada:byron@');
    expect(await failed(server.url, '--proxy', given)).toMatchObject({
      diagnosis: { stage: 'proxy' },
      told: words(/user name or password is wrong/),
    });
  });

  test('is nowhere', async () => {
    expect(await failed(server.url, '--proxy', 'http://127.0.0.1:1')).toMatchObject({
      diagnosis: { stage: words(/^(tcp|proxy)$/), title: words(/proxy/i) },
      told: words(/127\.0\.0\.1:1\b/),
    });
  });

  test('a web server in its place', async () => {
    const outcome = await failed(server.url, '--proxy', server.url.replace('ws:', 'http:'));
    expect(outcome).toMatchObject({ diagnosis: { stage: 'proxy' }, told: words(/not that of an HTTP proxy/) });
  });
});
