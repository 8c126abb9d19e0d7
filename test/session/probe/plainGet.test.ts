import { expect, test } from 'vitest';
import { plainGet } from '../../../src/session/probe/plainGet.ts';
import { freePort, listen, openHandles, untilHandlesAre } from '../loopback.ts';

const here = (signal = new AbortController().signal) => ({ network: {}, env: {}, signal });

test('asks an ordinary question with the same headers, and reads the head of the answer', async () => {
  let asked = '';
  const port = await listen((socket) => {
    socket.once('data', (chunk: Buffer) => {
      asked = String(chunk);
      socket.end('HTTP/1.1 418 Teapot\r\nServer: kettle\r\n\r\nshort and stout');
    });
  });
  const before = openHandles();
  const options = { url: `ws://127.0.0.1:${port}/tea?pot=1`, headers: [['X-Room', 'kitchen']] } as const;
  expect(await plainGet(options, here(), 5000)).toMatchObject({ status: 418, reason: 'Teapot' });
  expect(asked).toMatch(/^GET \/tea\?pot=1 HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\nX-Room: kitchen\r\n/);
  expect(asked).not.toMatch(/upgrade/i);
  await untilHandlesAre(before);
});

test('no answer, another protocol, or nobody there: nothing, and nothing left open', async () => {
  const mute = await listen((socket) => socket.on('end', () => socket.destroy()).resume());
  const ssh = await listen((socket) =>
    socket
      .on('end', () => socket.destroy())
      .resume()
      .write('SSH-2.0-x\r\n'),
  );
  const before = openHandles();
  expect(await plainGet({ url: `ws://127.0.0.1:${mute}/` }, here(), 80)).toBeUndefined();
  expect(await plainGet({ url: `ws://127.0.0.1:${ssh}/` }, here(), 5000)).toBeUndefined();
  expect(await plainGet({ url: `ws://127.0.0.1:${await freePort()}/` }, here(), 5000)).toBeUndefined();
  expect(await plainGet({ url: `ws://127.0.0.1:${mute}/` }, here(AbortSignal.abort()), 5000)).toBeUndefined();
  await untilHandlesAre(before);
});
