// dante as a SOCKS proxy on the way: one for everybody, and one for an account that only it knows.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failed, hello, opened, phase, textsFromServer, words } from './support/cli.ts';
import { type EchoServer, echoServer } from './support/echoServer.ts';
import { peer } from './support/peer.ts';
import { type Place, type Program, startProgram } from './support/startProgram.ts';

const dante = peer('dante');
const accounts = peer('libnss-wrapper');
const openssl = peer('openssl');

/** dante takes user names from the system's accounts only; the library puts files of ours in their place. */
const withAccounts = {
  files: () => {
    const hash = execFileSync(openssl!, ['passwd', '-6', 'lovelace'], { encoding: 'utf8' }).trim();
    const system = 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/usr/sbin/nologin\n';
    return {
      passwd: `${system}ada:${hash}:4242:65534::/:/usr/sbin/nologin\n`,
      shadow: `ada:${hash}:19000:0:99999:7:::\n`,
      group: 'root:x:0:\nnogroup:x:65534:\n',
    };
  },
  env: ({ folder }: Place) => ({
    LD_PRELOAD: 'libnss_wrapper.so',
    NSS_WRAPPER_PASSWD: `${folder}/passwd`,
    NSS_WRAPPER_SHADOW: `${folder}/shadow`,
    NSS_WRAPPER_GROUP: `${folder}/group`,
  }),
};

const start = (method: 'none' | 'username', rules: string): Promise<Program> =>
  startProgram(dante!, {
    files: ({ ports }) => ({
      ...(method === 'none' ? {} : withAccounts.files()),
      'danted.conf': `
        logoutput: stderr
        internal: 127.0.0.1 port = ${ports[0]}
        external: 127.0.0.1
        clientmethod: none
        socksmethod: ${method}
        ${process.getuid?.() === 0 ? 'user.privileged: root\nuser.unprivileged: nobody' : ''}
        client pass { from: 127.0.0.0/8 to: 0.0.0.0/0
        }
        ${rules}
        socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0
        }
`,
    }),
    args: () => ['-N', '1', '-f', 'danted.conf'],
    env: (place) => (method === 'none' ? {} : withAccounts.env(place)),
  });

describe.skipIf(dante === undefined)('dante for everybody', () => {
  let server: EchoServer;
  let forbidden: EchoServer;
  let program: Program;
  let at: string;

  beforeAll(async () => {
    server = await echoServer();
    forbidden = await echoServer();
    program = await start(
      'none',
      `socks block { from: 127.0.0.0/8 to: 127.0.0.1/32 port = ${forbidden.port}
        }`,
    );
    at = `127.0.0.1:${program.port}`;
  });
  afterAll(async () => {
    await program.stop();
    await server.stop();
    await forbidden.stop();
  });

  test.each([
    ['socks5', 'socks5'],
    ['socks5h', 'socks5'],
    ['socks4', 'socks4'],
  ])('opens a tunnel by %s', async (scheme, kind) => {
    const outcome = await opened(server.url, '--proxy', `${scheme}://${at}`, ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: true, kind, from: 'options', proxy: words(new RegExp(at)) });
    expect(phase(outcome, 'tcp')).toMatchObject({ address: '127.0.0.1', port: program.port });
  });

  test('looks the name up itself by socks5h, and not by socks5', async () => {
    const url = server.url.replace('127.0.0.1', 'localhost');
    const itself = await opened(url, '--proxy', `socks5h://${at}`, ...hello);
    expect(textsFromServer(itself)).toEqual(['hello']);
    expect(phase(itself, 'dns')).toBe(undefined);
    const us = await opened(url, '--proxy', `socks5://${at}`, '--address-family', 'ipv4', ...hello);
    expect(phase(us, 'dns')).toMatchObject({ host: 'localhost', addresses: ['127.0.0.1'] });
  });

  // It takes the address 0.0.0.1, which stands for a name in SOCKS 4a, for one of SOCKS 4.
  test('does not know socks4a', async () => {
    const url = server.url.replace('127.0.0.1', 'localhost');
    expect(await failed(url, '--proxy', `socks4a://${at}`)).toMatchObject({
      diagnosis: { stage: 'proxy', title: words(/localhost/) },
      told: words(/socks4a/),
    });
  });

  test('is refused by the target', async () => {
    const outcome = await failed('ws://127.0.0.1:1/', '--proxy', `socks5://${at}`);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: false, kind: 'socks5' });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-cannot-reach-target', title: words(/127\.0\.0\.1:1/) },
      told: words(/refused/i),
    });
  });

  test('forbids a target', async () => {
    const outcome = await failed(forbidden.url, '--proxy', `socks5://${at}`);
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-refused', title: words(new RegExp(`:${forbidden.port}`)) },
      told: words(/rule/),
    });
    expect(forbidden.requests).toEqual([]);
  });

  test('is taken for an HTTP proxy by mistake', async () => {
    expect(await failed(server.url, '--proxy', `http://${at}`)).toMatchObject({
      diagnosis: { stage: 'proxy', cause: words(/^proxy-(not-http|closed)$/) },
      told: words(/Check scheme, host and port of the proxy/),
    });
  });
});

const guarded = dante === undefined || accounts === undefined || openssl === undefined;

describe.skipIf(guarded)('dante for an account (libnss-wrapper, openssl)', () => {
  let server: EchoServer;
  let program: Program;
  let at: string;

  beforeAll(async () => {
    server = await echoServer();
    program = await start('username', '');
    at = `127.0.0.1:${program.port}`;
  });
  afterAll(async () => {
    await program.stop();
    await server.stop();
  });

  test('takes the right user name and password', async () => {
    const outcome = await opened(server.url, '--proxy', `socks5://ada:lovelace@${at}`, ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(phase(outcome, 'proxy')).toMatchObject({ ok: true, kind: 'socks5', proxy: `socks5://${at}` });
    expect(JSON.stringify(outcome)).not.toContain('lovelace');
  });

  test('refuses a wrong password', async () => {
    const outcome = await failed(server.url, '--proxy', `socks5://ada:byron@${at}`);
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-wants-credentials' },
      told: words(/refused the user name and password that were sent/),
    });
    expect(JSON.stringify(outcome)).not.toContain('byron');
  });

  test('wants a user name and password', async () => {
    expect(await failed(server.url, '--proxy', `socks5://${at}`)).toMatchObject({
      diagnosis: { stage: 'proxy', cause: 'proxy-wants-credentials' },
      told: words(/no connection without a user name and password/),
    });
  });
});
