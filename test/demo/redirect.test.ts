import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

const answerTo = async (path: string) =>
  withDemo(async ({ port }) => (await rawExchange(port, upgradeRequest(path))).bytes.toString());

test.each([
  ['/redirect', '/echo'],
  ['/redirect?to=/chat', '/chat'],
  ['/redirect?to=/flood%3Frate%3D1', '/flood?rate=1'],
])('%s leads to %s.', async (path, location) => {
  expect(await answerTo(path)).toMatch(/^HTTP\/1\.1 302 Found\r\n/);
  expect(await answerTo(path)).toContain(`\r\nLocation: ${location}\r\n`);
});

test.each(['https://evil.test', '//evil.test/x', '/%5Cevil.test', 'echo', '', '/a%0D%0AX-Injected:%201', '/x/..%5C..'])(
  'It leads to no other place: %j',
  async (target) => {
    const answer = await answerTo(`/redirect?to=${target}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain('Location');
  },
);

test('A client that follows it is connected to /echo.', async () => {
  await withDemo(async (server) => {
    const webSocket = new WebSocket(`${server.url}/redirect`, { followRedirects: true });
    await new Promise((resolve, reject) => webSocket.once('open', resolve).once('error', reject));
    expect(webSocket.url).toBe(`${server.url}/echo`);
  });
});
