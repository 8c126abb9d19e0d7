import { expect, it } from 'vitest';
import { fillMatcher } from '../../src/replay/fillMatcher.ts';
import type { Json, Matcher } from '../../src/replay/sequence.ts';

const variables = new Map<string, Json>([
  ['n', 7],
  ['dots', 'a.b'],
]);

it.each<[Matcher, Matcher]>([
  [
    { by: 'text', text: 'x${n}' },
    { by: 'text', text: 'x7' },
  ],
  [
    { by: 'json', json: ['${n}'] },
    { by: 'json', json: [7] },
  ],
  [
    { by: 'regex', regex: '^${dots}' },
    { by: 'regex', regex: '^a\\.b' },
  ],
  [
    { by: 'hex', hex: '0${n}' },
    { by: 'hex', hex: '07' },
  ],
  [
    { by: 'schema', schema: { const: '${n}' } },
    { by: 'schema', schema: { const: 7 } },
  ],
  [
    { by: 'jsonpath', path: '$.${dots}' },
    { by: 'jsonpath', path: '$.a.b' },
  ],
  [
    { by: 'jsonpath', conditions: { '$.${dots}': { equals: '${n}', regex: '${dots}' } } },
    { by: 'jsonpath', conditions: { '$.a.b': { equals: 7, regex: 'a\\.b' } } },
  ],
  [
    { by: 'opcode', opcode: 'text' },
    { by: 'opcode', opcode: 'text' },
  ],
])('fills %j', (matcher, filled) => {
  expect(fillMatcher(matcher, variables)).toEqual({ matcher: filled });
});

it('names each variable that is missing once', () => {
  const filled = fillMatcher(
    { by: 'jsonpath', conditions: { '$.${a}': { equals: '${b}', regex: '${a}' } } },
    variables,
  );
  expect(filled).toMatchObject({ problem: expect.stringContaining('There are no variables "b", "a".') as string });
});
