import { expect, test } from 'vitest';
import { formatHex } from '../../src/base/hex.ts';
import { afterHead, openClient, rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

const greetingLength = 2 + 'The next frame breaks a rule.'.length;

test.each([
  ['/masked', '81 85 37 fa 21 3d 5f 9f 4d 51 58'],
  ['/rsv', 'c1 05 68 65 6c 6c 6f'],
  ['/bad-utf8', '81 0c 63 61 66 e9 20 61 75 20 6c 61 69 74'],
])('After a good message %s sends these bytes.', async (path, hex) => {
  await withDemo(async ({ port }) => {
    const due = greetingLength + (hex.length + 1) / 3;
    const { bytes } = await rawExchange(
      port,
      upgradeRequest(path, ['Sec-WebSocket-Extensions: permessage-deflate']),
      (sofar) => sofar.includes('\r\n\r\n') && afterHead(sofar).length >= due,
    );
    expect(formatHex(afterHead(bytes).subarray(greetingLength))).toBe(hex);
    expect(bytes.toString('latin1')).not.toContain('permessage-deflate');
  });
});

test.each([
  ['/masked', 'MASK must be clear'],
  ['/rsv', 'RSV1 must be clear'],
  ['/bad-utf8', 'invalid UTF-8 sequence'],
])('A client that enforces the rules gives %s up: %s', async (path, message) => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}${path}`);
    expect((await client.failed).message).toContain(message);
    expect((await client.closed).code).toBe(1006);
  });
});
