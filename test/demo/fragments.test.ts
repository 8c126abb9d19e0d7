import { expect, test } from 'vitest';
import { afterHead, openClient, rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

/** First bytes and payloads of unmasked frames shorter than 126 bytes. */
function shortFrames(bytes: Buffer): { readonly first: number; readonly payload: Buffer }[] {
  const frames = [];
  for (let at = 0; at < bytes.length; at += 2 + bytes[at + 1]!) {
    frames.push({ first: bytes[at]!, payload: bytes.subarray(at + 2, at + 2 + bytes[at + 1]!) });
  }
  return frames;
}

test('The greeting is one message in five fragments with a ping between, and a fragment ends inside the snowman.', async () => {
  await withDemo(async (server) => {
    const { bytes } = await rawExchange(server.port, upgradeRequest('/fragments'), (sofar) =>
      sofar.includes('in two.'),
    );
    const frames = shortFrames(afterHead(bytes));
    expect(frames.map(({ first }) => first.toString(16))).toEqual(['1', '0', '89', '0', '0', '80']);
    const data = frames.filter(({ first }) => first !== 0x89);
    expect(Buffer.concat(data.map(({ payload }) => payload)).toString()).toMatch(
      /^One message in five.*☃ is cut in two\.$/,
    );
    expect(data[3]!.payload.at(-1)).toBe(0xe2);
  });
});

test.each([
  ['', false],
  ['x', false],
  ['a message of some length ☃', false],
  ['binary', true],
])('What is sent comes back whole: %j', async (text, isBinary) => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/fragments`);
    expect(await client.nextText()).toContain('five fragments');
    client.webSocket.send(Buffer.from(text), { binary: isBinary });
    expect(await client.next()).toEqual({ bytes: Buffer.from(text), isBinary });
  });
});
