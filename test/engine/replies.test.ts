import { expect, test } from 'vitest';
import { Replies } from '../../src/engine/replies.ts';
import { FakeConnection, textOf } from '../replay/fakes.ts';

test('overhears a connection, within bounds, from the first message on', async () => {
  let now = 100;
  const replies = new Replies(() => now);
  const connection = new FakeConnection();
  const overheard = replies.overhear({
    send: (kind, bytes) => connection.send(kind, bytes),
    sendFragments: (kind, pieces) => connection.sendFragments(kind, pieces),
    ping: (bytes) => connection.ping(bytes),
    close: (code, reason) => connection.close(code, reason),
    onMessage: connection.onMessage,
    onClose: connection.onClose,
    onControl: connection.onControl,
  });
  const heard: string[] = [];
  overheard.onMessage(({ bytes }) => heard.push(textOf(bytes)));
  await overheard.send('text', new TextEncoder().encode('hi'));
  now = 130;
  connection.say('a');
  now = 150;
  connection.say(new Uint8Array(17 * 1024 * 1024));
  connection.say('b');
  expect(heard.map(({ length }) => length)).toEqual([1, 17 * 1024 * 1024, 1]);
  expect(replies.list.map(({ at, opcode }) => [at, opcode])).toEqual([[30, 1]]);
  expect(connection.log).toEqual(['hi']);
});
