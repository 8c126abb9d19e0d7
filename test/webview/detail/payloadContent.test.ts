import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readContent } from '../../../webview/detail/payloadContent.ts';
import { heldPayload } from '../heldPayload.ts';

const context = { opcode: 'text', from: 'server', subprotocol: undefined, url: undefined } as const;

test('what a payload turns out to be', () => {
  expect(readContent(heldPayload('42["chat","x"]'), context)).toMatchObject({
    text: '42["chat","x"]',
    reading: { protocol: 'Socket.IO' },
    markup: undefined,
    image: false,
    decodable: false,
  });
  expect(readContent(heldPayload('<!doctype html><p>x</p>'), context).markup).toBe('HTML');
  expect(readContent(heldPayload(gzipSync('x')), context)).toMatchObject({ text: undefined, decodable: true });
});

test('a part of a message, or of a payload, has no meaning', () => {
  const payload = heldPayload('42["chat","x"]');
  expect(readContent(payload, undefined).reading).toBeUndefined();
  expect(readContent({ ...payload, complete: () => false }, context)).toMatchObject({
    text: undefined,
    reading: undefined,
  });
  expect(readContent({ ...payload, problem: () => 'cut' }, context).reading).toBeUndefined();
});
