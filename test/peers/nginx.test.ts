// nginx in front of a WebSocket server: set up as it should be, and in the ways in which it is set up wrongly.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failed, hello, opened, phase, textsFromServer, words } from './support/cli.ts';
import { type EchoServer, echoServer } from './support/echoServer.ts';
import { startNginx, upgrade } from './support/nginx.ts';
import { peer } from './support/peer.ts';
import type { Program } from './support/startProgram.ts';

const nginx = peer('nginx');

describe.skipIf(nginx === undefined)('nginx', () => {
  let upstream: EchoServer;
  let program: Program;
  let url: string;

  beforeAll(async () => {
    upstream = await echoServer();
    const pass = `proxy_pass http://127.0.0.1:${upstream.port}/;`;
    program = await startNginx(
      nginx!,
      1,
      ({ folder, ports }) => `
        server {
          listen 127.0.0.1:${ports[0]};
          root ${folder}/pages;
          location /right/ { ${upgrade} ${pass} }
          location /no-upgrade/ { ${pass} }
          location /no-connection/ { proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; ${pass} }
          location /wrong-port/ { ${upgrade} proxy_pass http://127.0.0.1:1/; }
          location /silent { ${upgrade} proxy_read_timeout 200ms; proxy_pass http://127.0.0.1:${upstream.port}; }
          location /idle/ { ${upgrade} proxy_read_timeout 1500ms; ${pass} }
          location /staff/ { auth_basic "Staff only"; auth_basic_user_file htpasswd; ${upgrade} ${pass} }
          location /denied/ { deny all; ${upgrade} ${pass} }
          location /mute/ { return 444; }
          location /busy/ { return 503; }
          location /moved { return 301 $scheme://$http_host/right/; }
          location /page/ { default_type text/html; return 200 "<html><title>Home</title><h1>Welcome</h1></html>"; }
        }`,
      { htpasswd: 'ada:{PLAIN}lovelace\n' },
    );
    url = `ws://127.0.0.1:${program.port}`;
  });
  afterAll(async () => {
    await program.stop();
    await upstream.stop();
  });

  test('passes the upgrade on when it is told to', async () => {
    const outcome = await opened(`${url}/right/`, '--subprotocol', 'chat.v1,chat.v2', ...hello);
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(outcome.handshakes[0]).toMatchObject({
      response: { headers: expect.arrayContaining([['Sec-WebSocket-Protocol', 'chat.v1']]) as unknown },
    });
    expect(outcome.close).toMatchObject({ code: 1000, by: 'client', clean: true });
  });

  test('without proxy_set_header Upgrade the server behind does not see the upgrade', async () => {
    expect(await failed(`${url}/no-upgrade/`)).toMatchObject({
      handshakes: [{ response: { status: 426 } }],
      diagnosis: { stage: 'http', cause: 'upgrade-header-stripped' },
      told: words(/nginx: proxy_http_version 1\.1; proxy_set_header Upgrade \$http_upgrade/),
    });
  });

  test('without proxy_set_header Connection it does not see it either', async () => {
    expect(await failed(`${url}/no-connection/`)).toMatchObject({
      diagnosis: { stage: 'http', cause: 'upgrade-header-stripped' },
      told: words(/proxy_set_header Connection "upgrade"/),
    });
  });

  test('a wrong upstream port', async () => {
    expect(await failed(`${url}/wrong-port/`)).toMatchObject({
      handshakes: [{ response: { status: 502 } }],
      diagnosis: {
        stage: 'http',
        cause: 'bad-gateway',
        title: 'nginx cannot reach its backend (502 Bad Gateway)',
      },
      told: words(/proxy_pass/),
    });
  });

  test('an upstream that does not answer', async () => {
    expect(await failed(`${url}/silent`)).toMatchObject({
      handshakes: [{ response: { status: 504 } }],
      diagnosis: { stage: 'http', cause: 'gateway-timeout', title: words(/after \d.*nginx did not answer/) },
      told: words(/proxy_read_timeout/),
    });
  });

  test('proxy_read_timeout ends an open connection that is silent', async () => {
    const outcome = await failed(`${url}/idle/`, '--send', 'hello');
    expect(textsFromServer(outcome)).toEqual(['hello']);
    expect(outcome).toMatchObject({
      close: { code: 1006, by: 'server', clean: false },
      diagnosis: { stage: 'closing', cause: 'idle-timeout' },
      told: words(/proxy_read_timeout/),
    });
  });

  test('Pings keep the connection open beyond proxy_read_timeout', async () => {
    const outcome = await opened(`${url}/idle/`, '--ping-every', '300', '--for', '2800');
    const pongs = outcome.frames.filter(({ from, opcodeName }) => from === 'server' && opcodeName === 'pong');
    expect(pongs.length).toBeGreaterThanOrEqual(3);
  });

  test('headers larger than large_client_header_buffers', async () => {
    const cookie = 'c'.repeat(40_000);
    expect(await failed(`${url}/right/`, '--header', `Cookie: session=${cookie}`)).toMatchObject({
      handshakes: [{ response: { status: 400, body: words(/Request Header Or Cookie Too Large/) } }],
      diagnosis: { stage: 'http', cause: 'request-headers-too-large' },
      told: words(/Cookie.*39\.1 KiB[\s\S]*large_client_header_buffers/),
    });
  });

  test('a URL longer than large_client_header_buffers', async () => {
    expect(await failed(`${url}/right/?token=${'t'.repeat(10_000)}`)).toMatchObject({
      handshakes: [{ response: { status: 414 } }],
      diagnosis: { stage: 'http', cause: 'url-too-long' },
    });
  });

  test('auth_basic without credentials names the realm', async () => {
    expect(await failed(`${url}/staff/`)).toMatchObject({
      handshakes: [{ response: { status: 401 } }],
      diagnosis: { stage: 'http', cause: 'unauthorized', title: words(/Basic.*Staff only/) },
      told: words(/No credentials were sent/),
    });
  });

  test('auth_basic with the right credentials', async () => {
    const credentials = ['--auth-type', 'basic', '--auth-username', 'ada', '--auth-password', 'lovelace'];
    expect(textsFromServer(await opened(`${url}/staff/`, ...credentials, ...hello))).toEqual(['hello']);
    const inUrl = `${url}/staff/`.replace('://', '://ada:lovelace@');
    expect(textsFromServer(await opened(inUrl, ...hello))).toEqual(['hello']);
  });

  test('auth_basic with a wrong password', async () => {
    const credentials = ['--auth-type', 'basic', '--auth-username', 'ada', '--auth-password', 'byron'];
    const outcome = await failed(`${url}/staff/`, ...credentials);
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'http', cause: 'unauthorized' },
      told: words(/credentials are wrong/),
    });
    expect(outcome.told).not.toContain('byron');
  });

  test('deny all', async () => {
    expect(await failed(`${url}/denied/`)).toMatchObject({
      handshakes: [{ response: { status: 403 } }],
      diagnosis: { stage: 'http', cause: 'forbidden' },
      told: words(/nginx/),
    });
  });

  test('a path that no location covers', async () => {
    expect(await failed(`${url}/nowhere`)).toMatchObject({
      handshakes: [{ response: { status: 404 } }],
      diagnosis: { stage: 'http', cause: 'path-not-found', title: words(/\/nowhere/) },
      told: words(/nginx answered itself, from its files: no location with proxy_pass covers this path/),
    });
  });

  test('a page where a WebSocket was expected', async () => {
    expect(await failed(`${url}/page/`)).toMatchObject({
      handshakes: [{ response: { status: 200 } }],
      diagnosis: { stage: 'http', cause: 'html-page', title: words(/"Home"/) },
    });
  });

  test('a redirect, not followed and followed', async () => {
    expect(await failed(`${url}/moved`)).toMatchObject({
      handshakes: [{ response: { status: 301 } }],
      diagnosis: { stage: 'http', cause: 'redirect' },
      told: words(/\/right\//),
    });
    const followed = await opened(`${url}/moved`, '--follow-redirects', ...hello);
    expect(followed.handshakes).toMatchObject([{ response: { status: 301 } }, { response: { status: 101 } }]);
    expect(textsFromServer(followed)).toEqual(['hello']);
  });

  test('return 444 closes without a word', async () => {
    expect(await failed(`${url}/mute/`)).toMatchObject({
      diagnosis: { stage: 'http', cause: 'closed-without-answer' },
    });
  });

  test('a service that is not available', async () => {
    expect(await failed(`${url}/busy/`)).toMatchObject({
      diagnosis: { stage: 'http', cause: 'service-unavailable', title: words(/nginx/) },
    });
  });

  test('wss:// to its plain port', async () => {
    const outcome = await failed(url.replace('ws:', 'wss:'));
    expect(phase(outcome, 'tls')).toMatchObject({ ok: false });
    expect(outcome).toMatchObject({
      diagnosis: { stage: 'tls', cause: 'plain-text-on-tls-port', title: words(/use ws:\/\//) },
    });
  });
});
