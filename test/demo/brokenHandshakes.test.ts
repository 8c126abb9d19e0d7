import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openClient, rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

const headOf = async (path: string) =>
  withDemo(async ({ port }) =>
    (await rawExchange(port, upgradeRequest(path), (bytes) => bytes.includes('\r\n\r\n'))).bytes.toString(),
  );

test('/bad-accept answers 101 with an accept of another key.', async () => {
  const head = await headOf('/bad-accept');
  expect(head).toContain('\r\nSec-WebSocket-Accept: ICX+Yqv66kxgM0FcWaLWlFLwTAI=\r\n');
  expect(head).not.toContain('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  await withDemo(async (server) => {
    expect((await openClient(`${server.url}/bad-accept`).failed).message).toBe('Invalid Sec-WebSocket-Accept header');
  });
});

test('/no-upgrade-header answers 101 with the right accept and no Upgrade.', async () => {
  const head = await headOf('/no-upgrade-header');
  expect(head).toMatch(/^HTTP\/1\.1 101 /);
  expect(head).toContain('\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n');
  expect(head).not.toMatch(/^Upgrade:/im);
});

test('/silent never answers, and ends when the client does.', async () => {
  await withDemo(async (server) => {
    const socket = connect(server.port, '127.0.0.1');
    let received = 0;
    socket.on('data', (chunk: Buffer) => (received += chunk.length));
    socket.write(upgradeRequest('/silent'));
    await wait(150);
    expect(socket.readyState).toBe('open');
    socket.end();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(received).toBe(0);
  });
});
