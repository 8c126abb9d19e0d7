import { expect, test } from 'vitest';
import { afterHead, openClient, rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

test.each([1000, 1001, 1008, 1011, 3000, 4999])('/close/%i closes with that code and a reason.', async (code) => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/close/${code}`);
    expect(await client.closed).toEqual({ code, reason: `Closed with ${code}, as the path asked.` });
  });
});

test('?reason= is the reason, also an empty one.', async () => {
  await withDemo(async (server) => {
    expect(await openClient(`${server.url}/close/4000?reason=b%C3%BDe`).closed).toEqual({ code: 4000, reason: 'býe' });
    expect(await openClient(`${server.url}/close/4000?reason=`).closed).toEqual({ code: 4000, reason: '' });
  });
});

test.each([0, 999, 1005, 1006, 1015, 2999, 5000, 65535])('/close/%i puts even that code on the wire.', async (code) => {
  await withDemo(async (server) => {
    const { bytes } = await rawExchange(server.port, upgradeRequest(`/close/${code}`));
    const frame = afterHead(bytes);
    expect(frame[0]).toBe(0x88);
    expect(frame.readUInt16BE(2)).toBe(code);
  });
});

test('A reason that is too long goes out all the same, as one frame that is too long.', async () => {
  await withDemo(async (server) => {
    const { bytes } = await rawExchange(server.port, upgradeRequest(`/close/1000?reason=${'x'.repeat(124)}`));
    expect(afterHead(bytes).subarray(0, 4)).toEqual(Buffer.from([0x88, 126, 0, 126]));
  });
});

test.each(['/close', '/close/', '/close/abc', '/close/65536', '/close/-1'])('%s is refused with 404.', async (path) => {
  await withDemo(async (server) => {
    const { bytes } = await rawExchange(server.port, upgradeRequest(path));
    expect(bytes.toString()).toMatch(/^HTTP\/1\.1 404 [^]*is no close code/);
  });
});

test('/drop resets the connection after its message, without a Close frame.', async () => {
  await withDemo(async (server) => {
    const { bytes, error } = await rawExchange(server.port, upgradeRequest('/drop'));
    expect(afterHead(bytes).toString('latin1')).toMatch(/^\x81.The connection is reset after this message\.$/);
    expect(error?.code).toBe('ECONNRESET');
  });
});
