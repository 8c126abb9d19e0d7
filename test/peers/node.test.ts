// Servers of Node.js that refuse or do not know the upgrade: ws with verifyClient and without a path, and Express.
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { failed, opened, words } from './support/cli.ts';

const running: { close(): void }[] = [];
afterEach(() => {
  for (const one of running.splice(0)) one.close();
});

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.push(server);
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Verify = NonNullable<ConstructorParameters<typeof WebSocketServer>[0]>['verifyClient'];

function withWs(options: { readonly verifyClient?: Verify; readonly path?: string }): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(404).end());
  running.push(new WebSocketServer({ server, ...(options as object) }));
  return listening(server);
}

describe('ws', () => {
  test('verifyClient says no', async () => {
    const url = await withWs({ verifyClient: () => false });
    expect(await failed(`${url}/`)).toMatchObject({
      handshakes: [{ response: { status: 401 } }],
      diagnosis: { stage: 'http', cause: 'unauthorized-without-challenge' },
      told: words(/Authorization/),
    });
  });

  test('verifyClient refuses the Origin with 403', async () => {
    const url = await withWs({
      verifyClient: (
        { origin }: { readonly origin: string },
        answer: (ok: boolean, code?: number, words?: string) => void,
      ) => (origin === 'https://app.test' ? answer(true) : answer(false, 403, 'origin not allowed')),
    });
    expect(await failed(`${url}/`, '--origin', 'https://evil.test')).toMatchObject({
      diagnosis: { stage: 'http', cause: words(/403|origin/) },
      told: words(/https:\/\/evil\.test/),
    });
    expect((await opened(`${url}/`, '--origin', 'https://app.test', '--close')).status).toBe(0);
  });

  test('another path than the server has', async () => {
    const url = await withWs({ path: '/socket' });
    expect(await failed(`${url}/other`)).toMatchObject({ diagnosis: { stage: 'http', cause: 'status-400' } });
  });
});

describe('Express', () => {
  test('without a handler of upgrades, and without the path', async () => {
    const app = express();
    app.get('/', (_request, response) => void response.send('home'));
    expect(await failed(`${await listening(createServer(app))}/ws`)).toMatchObject({
      handshakes: [{ response: { status: 404 } }],
      diagnosis: { stage: 'http', cause: 'path-not-found' },
      told: words(/Express/),
    });
  });

  test('with a page at the path', async () => {
    const app = express();
    app.use((_request, response) => void response.send('<!doctype html><title>App</title><div id="root"></div>'));
    expect(await failed(`${await listening(createServer(app))}/ws`)).toMatchObject({
      handshakes: [{ response: { status: 200 } }],
      diagnosis: { stage: 'http' },
      told: words(/page|HTML/),
    });
  });
});
