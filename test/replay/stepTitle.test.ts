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
  [{ kind: 'wait', ms: 250 }, 'wait 250 ms'],
  [{ kind: 'ping', payload: 'hb' }, 'ping "hb"'],
  [{ kind: 'ping', payload: '' }, 'ping'],
  [{ kind: 'close', code: 1000, reason: 'bye' }, 'close 1000 "bye"'],
  [{ kind: 'close', code: undefined, reason: '' }, 'close'],
  [{ kind: 'expectClose', code: 1001, timeout: 1 }, 'expect close 1001'],
])('titles %j', (step, title) => {
  expect(stepTitle(step)).toBe(title);
});
