import { expect, test } from 'vitest';
import { jsonRpc } from '../../src/lens/jsonRpc.ts';
import { lines, textInput } from '../support/lensInput.ts';

const summary = (text: string): string | undefined => jsonRpc(textInput(text))?.summary;

test('requests, notifications, results and errors', () => {
  expect(summary('{"jsonrpc":"2.0","id":7,"method":"sum","params":[1,2]}')).toBe('request 7: sum');
  expect(summary('{"jsonrpc":"2.0","method":"tick"}')).toBe('notification tick');
  expect(summary('{"jsonrpc":"2.0","id":"a","result":null}')).toBe('result for "a"');
  expect(summary('{"jsonrpc":"2.0","id":7,"error":{"code":-32601,"message":"Method not found"}}')).toBe(
    'error for 7: -32601 Method not found',
  );
});

test('a batch, and its parts exactly', () => {
  const reading = jsonRpc(
    textInput(
      '[{"jsonrpc":"2.0","id":12345678901234567890,"result":1.0},{"jsonrpc":"2.0","method":"m","params":{"a":1}}]',
    ),
  )!;
  expect(reading.summary).toBe('batch of 2');
  expect(lines(reading.fields)).toEqual([
    '1: result for 12345678901234567890',
    '  Id: 12345678901234567890',
    '  Result: 1.0',
    '2: notification m',
    '  Method: "m"',
    '  Parameters = {"a":1}',
  ]);
});

test('anything else is none', () => {
  for (const text of ['{"id":1,"method":"m"}', '{"jsonrpc":"1.0","method":"m"}', '{"jsonrpc":"2.0"}', '[]', '[1]', 'x'])
    expect(summary(text)).toBeUndefined();
});
