import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMeaning } from '../../src/lens/lenses.ts';
import { binaryInput, textInput } from '../support/lensInput.ts';

test('each protocol is told by what it sends', () => {
  const protocols = [
    textInput('{"jsonrpc":"2.0","method":"m"}'),
    textInput('{"type":"connection_init","payload":{}}'),
    textInput('{"type":6}\u001e'),
    textInput('SEND\ndestination:/q\n\nhello\0'),
    textInput('42["chat","hello"]'),
    binaryInput('10 0c 00 04 4d 51 54 54 04 02 00 3c 00 00'),
    binaryInput('81 a1 61 01'),
  ].map((input) => readMeaning(input)?.protocol);
  expect(protocols).toEqual([
    'JSON-RPC 2.0',
    'GraphQL over WebSocket',
    'SignalR',
    'STOMP',
    'Socket.IO',
    'MQTT',
    'MessagePack',
  ]);
});

test('plain messages mean nothing more than they say', () => {
  for (const text of ['hello', '{"op":"login","id":1}', '[1,2,3]', '42.5', '', '<a/>'])
    expect(readMeaning(textInput(text))).toBeUndefined();
});

test('no text makes a lens throw', () => {
  const start = fc.constantFrom('', '4', '42', '0', 'SEND\n', '{"type":', '{"jsonrpc":"2.0",');
  fc.assert(
    fc.property(start, fc.string(), (head, tail) => void readMeaning(textInput(`${head}${tail}`))),
    { numRuns: 1000 },
  );
});
