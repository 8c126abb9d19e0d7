import { expect, it } from 'vitest';
import { frameId, wireOffset } from '../../src/base/branded.ts';
import { DataMessage } from '../../src/protocol/dataMessage.ts';

it('begins anew each time', () => {
  const message = new DataMessage();
  message.begin(1, 1, frameId(4), 'deflate', wireOffset(10));
  expect(message).toMatchObject({
    open: true,
    number: 1,
    opcode: 1,
    firstFrame: 4,
    reading: 'deflate',
    payloadOffset: 10,
  });
  message.parts.push(Uint8Array.of(1, 2));
  message.collected = 2;
  message.overflown = true;
  message.told = true;
  message.wireLength = 2;
  message.utf8.push(Uint8Array.of(0xff), 0, 1);
  message.begin(2, 1, frameId(5), 'plain', wireOffset(20));
  expect(message).toMatchObject({ collected: 0, overflown: false, told: false, wireLength: 0, parts: [] });
  expect(message.utf8.end()).toBeUndefined();
  message.begin(3, 2, frameId(6), 'plain', wireOffset(30));
  expect(message.opcode).toBe(2);
});
