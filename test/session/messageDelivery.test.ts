import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import type { CaptureObserver } from '../../src/capture/capture.ts';
import { MessageDelivery, type ServerMessage } from '../../src/session/messageDelivery.ts';

function begin() {
  const delivery = new MessageDelivery();
  const heard: ServerMessage[] = [];
  delivery.onServerMessage((message) => heard.push(message));
  const endpoint = new EventEmitter();
  delivery.attach(endpoint as unknown as WebSocket);
  const passed: number[] = [];
  const sink = delivery.observe({ message: ({ number }) => void passed.push(number) });
  const recorded = (from: 'client' | 'server', number: number, opcode = 1): void =>
    sink.message?.({ from, number, opcode } as Parameters<NonNullable<CaptureObserver['message']>>[0]);
  return { delivery, heard, endpoint, recorded, passed };
}

test('brings bytes and numbers together, in every form that the endpoint has for bytes', () => {
  const { delivery, heard, endpoint, recorded, passed } = begin();
  delivery.begin();
  for (const number of [3, 4, 5]) recorded('server', number);
  recorded('server', 6, 9);
  endpoint.emit('message', Buffer.from('a'), false);
  endpoint.emit('message', [Buffer.from('b'), Buffer.from('c')], true);
  endpoint.emit('message', new Uint8Array([100]).buffer, true);
  expect(heard.map(({ number, binary, bytes }) => [number, binary, Buffer.from(bytes).toString()])).toEqual([
    [3, false, 'a'],
    [4, true, 'bc'],
    [5, true, 'd'],
  ]);
  expect(passed).toEqual([3, 4, 5, 6]);
});

test('keeps nothing for nobody', () => {
  const { heard, endpoint, recorded } = begin();
  recorded('server', 1);
  endpoint.emit('message', Buffer.from('a'), false);
  expect(heard).toEqual([]);
});

test('knows the last message of ours, and forgets what another connection owed', () => {
  const { delivery, heard, endpoint, recorded } = begin();
  expect(delivery.lastClientMessage).toBeUndefined();
  delivery.begin();
  recorded('client', 7);
  recorded('server', 8);
  delivery.forgetUndelivered();
  recorded('server', 9);
  endpoint.emit('message', Buffer.from('new'), false);
  expect(delivery.lastClientMessage).toBe(7);
  expect(heard.map(({ number }) => number)).toEqual([9]);
});
