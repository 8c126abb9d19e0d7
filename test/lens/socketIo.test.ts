import { expect, test } from 'vitest';
import { socketIo } from '../../src/lens/socketIo.ts';
import { binaryInput, lines, textInput } from '../support/lensInput.ts';

const url = 'ws://127.0.0.1:3000/socket.io/?EIO=4&transport=websocket';

test('an event with its arguments, exactly', () => {
  const reading = socketIo(textInput('42["chat",{"id":12345678901234567890},[1, 2]]'))!;
  expect(reading).toMatchObject({ protocol: 'Socket.IO', summary: 'event "chat", 2 arguments, namespace /' });
  expect(lines(reading.fields)).toEqual([
    'Engine.IO type: 4',
    'Socket.IO type: 2',
    'Namespace: /',
    'Event: "chat"',
    'Argument 1 = {"id":12345678901234567890}',
    'Argument 2 = [1, 2]',
  ]);
});

test('namespace, acknowledgement and attachments', () => {
  expect(socketIo(textInput('42/admin,12["kick"]'))?.summary).toBe(
    'event "kick", 0 arguments, namespace /admin, wants acknowledgement 12',
  );
  expect(socketIo(textInput('43/admin,12[true]'))?.summary).toBe('ACK, namespace /admin, for 12');
  const binary = socketIo(textInput('451-["photo",{"_placeholder":true,"num":0}]'))!;
  expect(binary.summary).toBe('event "photo", 1 argument, namespace /');
  expect(lines(binary.fields)).toContain('Attachments: 1');
  expect(socketIo(textInput('40{"token":"x"}'))?.summary).toBe('CONNECT, namespace /');
  expect(socketIo(textInput('40/admin,', { url }))?.summary).toBe('CONNECT, namespace /admin');
  expect(socketIo(textInput('44{"message":"no"}'))?.summary).toBe('CONNECT_ERROR, namespace /');
});

test("Engine.IO's own packets, where its URL says that it is spoken", () => {
  expect(socketIo(textInput('0{"sid":"a","pingInterval":25000}'))?.summary).toBe('open: the handshake');
  expect(socketIo(textInput('2', { url }))).toMatchObject({ protocol: 'Engine.IO', summary: 'ping' });
  expect(socketIo(textInput('3probe', { url }))?.summary).toBe('pong, probe');
  expect(socketIo(binaryInput('01 02', { url }))?.summary).toContain('attachment');
  expect(socketIo(textInput('4hello', { url }))?.summary).toBe('message');
});

test('what only looks like it is none', () => {
  for (const text of ['2', '42', '4.5', '42[1,2]', '42 apples', '0{"a":1}', '[1]', ''])
    expect([text, socketIo(textInput(text))?.protocol]).toEqual([text, undefined]);
  expect(socketIo(binaryInput('04'))).toBeUndefined();
});
