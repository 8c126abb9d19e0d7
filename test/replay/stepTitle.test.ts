import { expect, it } from 'vitest';
import type { Step } from '../../src/replay/sequence.ts';
import { stepTitle } from '../../src/replay/stepTitle.ts';

const wait = { timeout: 5_000, capture: {} };

it.each<[Step, string]>([
  [{ kind: 'send', payload: { as: 'json', json: { op: 'login' } } }, 'send {"op":"login"}'],
  [{ kind: 'send', payload: { as: 'text', text: 'a\nb' } }, 'send "a\\nb"'],
  [{ kind: 'send', payload: { as: 'hex', hex: '00 ff' } }, 'send hex 00 ff'],
  [{ kind: 'expect', matcher: { by: 'json', json: [1] }, ...wait }, 'expect [1]'],
  [{ kind: 'expect', matcher: { by: 'text', text: 'x'.repeat(99) }, ...wait }, `expect "${'x'.repeat(79)}…"`],
  [{ kind: 'expect', matcher: { by: 'regex', regex: '^a' }, ...wait }, 'expect /^a/'],
  [{ kind: 'expect', matcher: { by: 'hex', hex: 'ff' }, ...wait }, 'expect hex ff'],
  [{ kind: 'expect', matcher: { by: 'opcode', opcode: 'binary' }, ...wait }, 'expect a binary message'],
  [{ kind: 'expect', matcher: { by: 'jsonpath', path: '$.a' }, ...wait }, 'expect something at $.a'],
  [
    { kind: 'expect', matcher: { by: 'jsonpath', conditions: { '$.a': { equals: 1 } } }, ...wait },
    'expect {"$.a":{"equals":1}}',
  ],
  [{ kind: 'expect', matcher: { by: 'schema', schema: true }, ...wait }, 'expect JSON of the schema true'],
  [
    { kind: 'expect', matcher: { by: 'text', text: 'a' }, ...wait, count: 3, within: 9 },
    'expect 3 times "a" within 9 ms',
  ],
  [
    { kind: 'expect', matcher: { by: 'text', text: 'a' }, ...wait, within: 9, not: true },
    'expect nothing like "a" within 9 ms',
  ],
  [{ kind: 'send', payload: { as: 'base64', base64: 'AA==' } }, 'send base64 AA=='],
  [{ kind: 'send', payload: { as: 'file', file: 'a.bin', opcode: 'binary' } }, 'send the file a.bin'],
  [
    { kind: 'send', payload: { as: 'fragments', fragments: ['a', 'b'], opcode: 'text' } },
    'send in 2 fragments "a" "b"',
  ],
  [{ kind: 'expectPing', timeout: 1 }, 'expect ping'],
  [{ kind: 'expectPong', timeout: 1, text: 'hb' }, 'expect pong "hb"'],
  [{ kind: 'expectClose', code: 1000, reason: 'r', by: 'server', timeout: 1 }, 'expect close 1000 "r" by the server'],
  [{ kind: 'reconnect', on: 'player 2' }, 'player 2: reconnect'],
  [{ kind: 'group', name: 'login', steps: [] }, 'login'],
  [{ kind: 'repeat', times: 1, steps: [] }, 'repeat 1 time'],
  [{ kind: 'forEach', rows: [{}, {}], steps: [] }, 'for each of 2 rows'],
  [{ kind: 'forEach', rows: { csv: 'a.csv' }, steps: [] }, 'for each row of a.csv'],
  [{ kind: 'parallel', branches: [[], []] }, '2 branches at once'],
  [{ kind: 'wait', ms: 250 }, 'wait 250 ms'],
  [{ kind: 'ping', payload: 'hb' }, 'ping "hb"'],
  [{ kind: 'ping', payload: '' }, 'ping'],
  [{ kind: 'close', code: 1000, reason: 'bye' }, 'close 1000 "bye"'],
  [{ kind: 'close', code: undefined, reason: '' }, 'close'],
  [{ kind: 'expectClose', code: 1001, timeout: 1 }, 'expect close 1001'],
])('titles %j', (step, title) => {
  expect(stepTitle(step)).toBe(title);
});
