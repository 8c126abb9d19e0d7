import { expect, test } from 'vitest';
import { tryOnce } from '../../../src/session/probe/tryOnce.ts';
import { accept, demo, serve } from '../conversation.ts';
import { listen, openHandles, untilHandlesAre } from '../loopback.ts';

const here = (signal = new AbortController().signal) => ({ network: {}, env: {}, signal });

test('an accepted handshake is closed by the book, and leaves nothing open', async () => {
  const codes: number[] = [];
  const url = await serve(async (peer) => {
    await accept(peer);
    const close = await peer.nextFrame();
    codes.push(close?.payload.readUInt16BE(0) ?? 0);
    peer.fin();
  });
  const before = openHandles();
  expect(await tryOnce({ url }, here())).toMatchObject({ accepted: true, diagnosis: undefined });
  expect(codes).toEqual([1000]);
  await untilHandlesAre(before);
});

test('a refusal gives its evidence and the leading diagnosis', async () => {
  const { accepted, evidence, diagnosis } = await tryOnce({ url: `${(await demo()).url}/status/403` }, here());
  expect(accepted).toBe(false);
  expect(evidence.response?.status).toBe(403);
  expect(evidence.body?.text).toContain('origin_not_allowed');
  expect(diagnosis).toMatchObject({ stage: 'http' });
});

test('stops at once when told to', async () => {
  const reached = Promise.withResolvers<undefined>();
  const port = await listen((socket) => {
    socket.on('end', () => socket.destroy());
    socket.once('data', () => reached.resolve(undefined));
  });
  const before = openHandles();
  const controller = new AbortController();
  const trying = tryOnce({ url: `ws://127.0.0.1:${port}/` }, here(controller.signal));
  await reached.promise;
  controller.abort();
  expect((await trying).accepted).toBe(false);
  expect((await tryOnce({ url: `ws://127.0.0.1:${port}/` }, here(controller.signal))).accepted).toBe(false);
  await untilHandlesAre(before);
});
