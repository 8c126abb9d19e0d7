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
  const sent = (number: number, opcode = 1): void =>
    sink.message?.({ from: 'client', number, opcode } as Parameters<NonNullable<CaptureObserver['message']>>[0]);
  return { delivery, heard, endpoint, sent, passed };
}

test('brings bytes and numbers together, in every form that the endpoint has for bytes', () => {
  const { delivery, heard, endpoint } = begin();
  expect(delivery.wanted).toBe(false);
  delivery.begin();
  expect(delivery.wanted).toBe(true);
  for (const number of [3, 4, undefined, 5]) delivery.expect(number);
  endpoint.emit('message', Buffer.from('a'), false);
  endpoint.emit('message', [Buffer.from('b'), Buffer.from('c')], true);
  endpoint.emit('message', Buffer.from('in no capture'), true);
  endpoint.emit('message', new Uint8Array([100]).buffer, true);
  expect(heard.map(({ number, binary, bytes }) => [number, binary, Buffer.from(bytes).toString()])).toEqual([
    [3, false, 'a'],
    [4, true, 'bc'],
    [5, true, 'd'],
  ]);
});

test('tells nobody what came before somebody listened, even where it is delivered later', () => {
  const { delivery, heard, endpoint } = begin();
  delivery.expect(1);
  delivery.begin();
  delivery.expect(2);
  endpoint.emit('message', Buffer.from('a'), false);
  endpoint.emit('message', Buffer.from('b'), false);
  expect(heard.map(({ number }) => number)).toEqual([2]);
});

test('knows the last message of ours, and forgets what another connection owed', () => {
  const { delivery, heard, endpoint, sent, passed } = begin();
  expect(delivery.lastClientMessage).toBeUndefined();
  delivery.begin();
  sent(7);
  sent(8, 9);
  delivery.expect(8);
  delivery.forgetUndelivered();
  delivery.expect(9);
  endpoint.emit('message', Buffer.from('new'), false);
  expect(delivery.lastClientMessage).toBe(7);
  expect(passed).toEqual([7, 8]);
  expect(heard.map(({ number }) => number)).toEqual([9]);
});
