// squid as the proxy on the way: CONNECT, the ports it forbids, and the credentials it wants.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failed, hello, opened, phase, textsFromServer, words } from './support/cli.ts';
import { type EchoServer, echoServer } from './support/echoServer.ts';
import { peer } from './support/peer.ts';
import { type Program, startProgram } from './support/startProgram.ts';

const squid = peer('squid');

/** Answers squid's questions about credentials, one a line (Squid's "basic authenticator" protocol). */
const judge = `#!/bin/sh
while read credentials; do
  if [ "$credentials" = "ada love:lace" ]; then echo OK; else echo ERR; fi
done
`;

describe.skipIf(squid === undefined)('squid', () => {
  let server: EchoServer;
  let program: Program;
  let open: string;
  let closed: string;
  let forbidden: EchoServer;

  beforeAll(async () => {
    server = await echoServer();
    forbidden = await echoServer();
    program = await startProgram(squid!, {
      ports: 2,
      files: ({ folder, ports }) => ({
        judge,
        hosts: '127.0.0.1 inside.test\n',
        'squid.conf': `
          http_port 127.0.0.1:${ports[0]} name=open
          http_port 127.0.0.1:${ports[1]} name=closed
          # As root it refuses to be root.
          cache_effective_user nobody
          visible_hostname proxy.test
          hosts_file ${folder}/hosts
          pid_filename none
          access_log none
          cache_log ${folder}/cache.log
          coredump_dir none
          netdb_filename none
          pinger_enable off
          cache deny all
          shutdown_lifetime 0 seconds
          auth_param basic program ${folder}/judge
          auth_param basic realm Office
          acl on_closed myportname closed
          acl known proxy_auth REQUIRED
          acl forbidden port ${forbidden.port}
          http_access deny forbidden
          http_access deny on_closed !known
          http_access allow all`,
      }),
      args: () => ['-N', '-f', 'squid.conf'],
    });
    [open, closed] = program.ports.map((port) => `http://127.0.0.1:${port}`) as [string, string];
  });
  afterAll(async () => {
    await program.stop();
    await server.stop();
    await forbidden.stop();
  });

  test('opens a tunnel', async () => {
    const outcome = await opened(server.url, '--proxy', open, ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(outcome.phases.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['tcp', 'proxy', 'request', 'response']),
    );
    expect(phase(outcome, 'tcp')).toMatchObject({ address: '127.0.0.1', port: program.port });
    expect(phase(outcome, 'proxy')).toMatchObject({
      ok: true,
      proxy: open,
      kind: 'http',
      from: 'options',
      status: 200,
      request: words(new RegExp(`^CONNECT 127\\.0\\.0\\.1:${server.port} HTTP/1\\.1\r\n`)),
    });
    // What goes through the tunnel goes to the server, and nothing to the proxy.
    expect(server.requests.at(-1)!.headers).not.toHaveProperty('proxy-authorization');
  });

  test('forbids a port', async () => {
    const outcome = await failed(forbidden.url, '--proxy', open);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: false, status: 403 });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-refused', title: words(new RegExp(`:${forbidden.port}.*403`)) },
      told: words(/X-Squid-Error: ERR_ACCESS_DENIED/),
    });
    expect(forbidden.requests).toEqual([]);
  });

  test('wants credentials', async () => {
    const outcome = await failed(server.url, '--proxy', closed);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: false, status: 407 });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-wants-credentials', title: words(/Basic.*Office/) },
      told: words(/No credentials were given for the proxy/),
    });
  });

  test('takes the right credentials', async () => {
    const outcome = await opened(server.url, '--proxy', closed.replace('://', '://ada:love%3Alace@'), ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: true, proxy: closed, status: 200 });
    expect(JSON.stringify(outcome)).not.toContain('lace');
    expect(JSON.stringify(outcome)).not.toContain(Buffer.from('ada:love:lace').toString('base64'));
  });

  test('refuses wrong credentials', async () => {
    const outcome = await failed(server.url, '--proxy', closed.replace('://', '://ada:byron@'));
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-wants-credentials' },
      told: words(/user name or password is wrong/),
    });
    expect(JSON.stringify(outcome)).not.toContain('byron');
    expect(JSON.stringify(outcome)).not.toContain(Buffer.from('ada:byron').toString('base64'));
  });

  test('cannot reach the target', async () => {
    const outcome = await failed('ws://127.0.0.1:1/', '--proxy', open);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: false, status: 503 });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-cannot-reach-target', title: words(/127\.0\.0\.1:1/) },
      told: words(/ERR_CONNECT_FAIL 111/),
    });
  });

  test('looks the name up itself', async () => {
    const outcome = await opened(server.url.replace('127.0.0.1', 'inside.test'), '--proxy', open, ...hello);
    expect(outcome.phases.map(({ name }) => name)).not.toContain('dns');
    expect(phase(outcome, 'proxy')).toMatchObject({ request: words(/^CONNECT inside\.test:/) });
  });

  test('is asked in SOCKS by mistake', async () => {
    const outcome = await failed(server.url, '--proxy', open.replace('http:', 'socks5:'), '--timeout', '1000');
    // It waits for the rest of a request that never comes.
    expect(outcome).toMatchObject({
      diagnosis: { stage: words(/^(proxy|timeout)$/), title: words(/proxy/) },
      told: words(/SOCKS/),
    });
    expect(outcome.told).not.toContain('CONNECT');
  });
});
