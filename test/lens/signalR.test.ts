import { expect, test } from 'vitest';
import { signalR } from '../../src/lens/signalR.ts';
import { lines, textInput } from '../support/lensInput.ts';

test('the handshake, an invocation, a ping', () => {
  expect(signalR(textInput('{"protocol":"json","version":1}\u001e'))?.summary).toBe('handshake request');
  expect(signalR(textInput('{}\u001e'))?.summary).toBe('handshake answer');
  const call = signalR(textInput('{"type":1,"invocationId":"3","target":"Send","arguments":["a",1.0]}\u001e'))!;
  expect(call.summary).toBe('Invocation of Send (3)');
  expect(lines(call.fields)).toEqual(['Type: 1', 'Target: "Send"', 'Invocation id: "3"', 'Arguments = ["a",1.0]']);
  expect(signalR(textInput('{"type":6}\u001e{"type":7,"error":"x"}\u001e'))?.summary).toBe('2 records: Ping, Close');
});

test('a record without its end is a problem; other text is none', () => {
  expect(signalR(textInput('{"type":6}\u001e{"type":6}'))?.problem).toContain('does not end with U+001E');
  for (const text of ['{"type":6}', '\u001e', 'x\u001e', '{"type":77}\u001e', '{"other":1}\u001e'])
    expect(signalR(textInput(text))).toBeUndefined();
});
