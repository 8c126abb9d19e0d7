import { expect, it } from 'vitest';
import { missTexts } from '../../src/replay/nearMiss.ts';
import type { ServerMessage } from '../../src/replay/replayConnection.ts';
import type { Matcher } from '../../src/replay/sequence.ts';
import { bytesOf } from './fakes.ts';

const text = (content: string): ServerMessage => ({ opcode: 1, bytes: bytesOf(content) });

it.each<[Matcher, ServerMessage | undefined, string, string]>([
  [
    { by: 'json', json: { a: [{ b: 1 }, 2], c: { d: 1 } } },
    text('{"id":7,"a":[{"b":2,"x":0},2],"c":5}'),
    '{"id":7,"a":[{"b":1,"x":0},2],"c":{"d":1}}',
    '{"id":7,"a":[{"b":2,"x":0},2],"c":5}',
  ],
  [{ by: 'json', json: { a: 1 } }, undefined, '{"a":1}', ''],
  [{ by: 'json', json: { a: 1 } }, text('plain'), '{"a":1}', 'plain'],
  [{ by: 'text', text: 'hello' }, text('help'), 'hello', 'help'],
  [{ by: 'text', text: '{"a":1}' }, text('{"a":2}'), '{"a":1}', '{"a":2}'],
  [{ by: 'regex', regex: '^a' }, text('b'), '/^a/', 'b'],
  [{ by: 'hex', hex: '00FF' }, { opcode: 2, bytes: Uint8Array.of(0, 1) }, '00 ff', '00 01'],
  [{ by: 'opcode', opcode: 'binary' }, text('x'), 'a binary message', 'x'],
  [{ by: 'schema', schema: { type: 'null' } }, text('1'), '{"type":"null"}', '1'],
  [{ by: 'jsonpath', path: '$.a' }, text('{}'), 'something at $.a', '{}'],
  [{ by: 'jsonpath', conditions: { '$.a': { equals: 1 } } }, text('{}'), '{"$.a":{"equals":1}}', '{}'],
])('compares %j with %j', (matcher, message, expected, actual) => {
  const plain = (shown: string): string => {
    try {
      return JSON.stringify(JSON.parse(shown));
    } catch {
      return shown;
    }
  };
  const texts = missTexts(matcher, message);
  expect([plain(texts.expected), plain(texts.actual)]).toEqual([expected, actual]);
});
