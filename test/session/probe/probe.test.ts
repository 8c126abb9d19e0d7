import { expect, test } from 'vitest';
import type { ProbeRow } from '../../../src/diagnosis/probe.ts';
import type { ConnectionOptions } from '../../../src/profiles/connectionOptions.ts';
import type { Peer } from '../../support/hostile/peer.ts';
import { MOST_ATTEMPTS, probe } from '../../../src/session/probe/probe.ts';
import { accept, demo, serve } from '../conversation.ts';
import { freePort, openHandles, untilHandlesAre } from '../loopback.ts';

async function run(options: ConnectionOptions, signal = new AbortController().signal) {
  const told: ProbeRow[] = [];
  const result = await probe(options, { network: {}, env: {}, signal }, (row) => told.push(row));
  return { ...result, told };
}

/** A server that accepts what `welcome` says, and answers 403 to all else. */
const picky = (welcome: (head: string) => boolean): Promise<string> =>
  serve(async (peer: Peer) => {
    peer.socket.on('end', () => peer.socket.destroy());
    if (!welcome(peer.requestHead)) {
      await peer.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    await accept(peer);
    await peer.behave();
  });

test.each([
  ['an Origin of its own', (head: string) => /^Origin: http:\/\/127/m.test(head), 'own-origin', { kind: 'origin' }],
  ['no extensions', (head: string) => !/Extensions/.test(head), 'no-extensions', { kind: 'deflate', on: false }],
  ['a slash', (head: string) => head.startsWith('GET /chat/ '), 'trailing-slash', { kind: 'url' }],
  ['a browser', (head: string) => /^User-Agent: Mozilla/m.test(head), 'browser-user-agent', { kind: 'header' }],
] as const)('finds that it takes %s', async (_what, welcome, id, change) => {
  const url = `${await picky(welcome)}/chat`;
  const before = openHandles();
  const { rows, told, conclusion, remedy, ladder } = await run({ url, handshakeTimeout: 500 });
  expect(rows.filter(({ accepted }) => accepted).map((row) => row.id)).toEqual([id]);
  expect(told).toEqual(rows);
  expect(rows[0]).toMatchObject({ id: 'as-asked', accepted: false, status: 403 });
  expect(rows.length).toBeLessThanOrEqual(MOST_ATTEMPTS);
  expect(conclusion).toMatch(/^The connection is accepted /);
  expect(remedy?.change).toMatchObject(change);
  expect(ladder.map(({ name }) => name)).toEqual(['tcp', 'get', 'upgrade']);
  await untilHandlesAre(before);
});

test('takes the subprotocol that the refusal names', async () => {
  const { remedy } = await run({ url: `${(await demo()).url}/subprotocol` });
  expect(remedy?.change).toEqual({ kind: 'subprotocols', subprotocols: ['chat.v2'] });
});

test('says so when nothing helps, and when nothing is wrong any more', async () => {
  const { url } = await demo();
  const never = await run({ url: `${url}/status/500` });
  expect(never.conclusion).toMatch(/^No single change of \d+ makes the server accept/);
  expect(never.remedy).toBeUndefined();
  const fine = await run({ url: `${url}/echo` });
  expect(fine.rows.length).toBe(1);
  expect(fine.conclusion).toContain('accepted now');
});

test('a port without a server ends the ladder there', async () => {
  const { ladder } = await run({ url: `ws://127.0.0.1:${await freePort()}/` });
  expect(ladder).toMatchObject([{ name: 'tcp', ok: false }]);
});

test('stops at once, and says after how many', async () => {
  const controller = new AbortController();
  const url = `${(await demo()).url}/status/403`;
  const told: ProbeRow[] = [];
  const surroundings = { network: {}, env: {}, signal: controller.signal };
  const { rows, conclusion } = await probe({ url }, surroundings, (row) => {
    told.push(row);
    if (told.length === 2) controller.abort();
  });
  expect(rows.length).toBe(2);
  expect(conclusion).toMatch(/^Stopped after 2 of \d+ attempts\./);
});
