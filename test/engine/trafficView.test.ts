import { expect, test } from 'vitest';
import { closeView, trafficView } from '../../src/engine/trafficView.ts';
import { utf8 } from '../support/captureStreams.ts';
import { captureOf } from '../support/liveCaptures.ts';
import { Conversation, Deflater } from '../support/webSocketStreams.ts';

test('counts frames by opcode and payloads after inflation, by endpoint', async () => {
  const payload = utf8('again '.repeat(100));
  const compressed = await new Deflater().message(payload);
  const capture = await captureOf(
    new Conversation()
      .open('permessage-deflate')
      .frames('server', { opcode: 1, rsv1: true, payload: compressed }, { opcode: 9, payload: utf8('p') })
      .frames('client', { opcode: 10, payload: utf8('p') }),
  );
  const view = trafficView(capture, { frames: 3, bytes: 9 }, capture.fileBytes, 1);
  expect(view).toMatchObject({ framesPerSecond: 3, bytesPerSecond: 9, unrecordedFrom: 2 });
  expect([view.server.opcodes[1], view.server.opcodes[9], view.client.opcodes[10]]).toEqual([1, 1, 1]);
  expect(view.server.inflatedBytes).toBe(payload.length + 1);
  expect(closeView(capture.attempts[0])).toBeUndefined();
  expect(closeView(undefined)).toBeUndefined();
});
