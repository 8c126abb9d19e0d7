import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type JsonNode, childrenOf, jsonNodes, membersOf, pathOf, unquoted } from '../../src/lens/jsonNodes.ts';

function nodesOf(text: string): readonly JsonNode[] {
  const read = jsonNodes(text);
  if (!read.ok) throw new Error(`no JSON from ${read.offset} on`);
  return read.nodes;
}

test('each value by its place, big numbers and repeated keys as they stand', () => {
  const text = '{ "id": 12345678901234567890, "id": [1.10, "\\u0041", null], "o": {} }';
  const nodes = nodesOf(text);
  expect(nodes.map(({ start, end }) => text.slice(start, end))).toEqual([
    text,
    '12345678901234567890',
    '[1.10, "\\u0041", null]',
    '1.10',
    '"\\u0041"',
    'null',
    '{}',
  ]);
  expect(nodes.map(({ kind }) => kind)).toEqual(['object', 'number', 'array', 'number', 'string', 'literal', 'object']);
  expect(nodes.map(({ key }) => key && text.slice(key.start, key.end))).toEqual([
    undefined,
    '"id"',
    '"id"',
    undefined,
    undefined,
    undefined,
    '"o"',
  ]);
  expect(childrenOf(nodes, nodes[0]!).map(({ index }) => index)).toEqual([1, 2, 6]);
  expect(nodes.map((node) => pathOf(text, nodes, node))).toEqual([
    [],
    ['id'],
    ['id'],
    ['id', 0],
    ['id', 1],
    ['id', 2],
    ['o'],
  ]);
});

test('what is no JSON is refused at its place', () => {
  const cases: [string, number][] = [
    ['', 0],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[1 2]', 3],
    ['[1', 2],
    ['{"a":1}}', 7],
    ['[1}', 2],
    ['"a', 0],
    ['// c', 0],
  ];
  for (const [text, offset] of cases) expect([text, jsonNodes(text)]).toEqual([text, { ok: false, offset }]);
});

test('depth costs no stack, and there can be a limit', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  expect(nodesOf(deep)).toHaveLength(50_000);
  expect(jsonNodes('[1,2,3]', 2)).toEqual({ ok: false, offset: 4 });
});

test('any JSON is read whole, and its values are those of JSON.parse', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space);
      const nodes = nodesOf(text);
      const [root] = nodes;
      expect(JSON.parse(text.slice(root!.start, root!.end))).toEqual(JSON.parse(text));
      for (const node of nodes) {
        let at: unknown = JSON.parse(text);
        for (const step of pathOf(text, nodes, node)) at = (at as Record<string, unknown>)[step];
        expect(JSON.parse(text.slice(node.start, node.end))).toEqual(at);
      }
    }),
    { numRuns: 200 },
  );
});

test('the last member of a name counts', () => {
  expect(membersOf('{"a":1,"a":{"b":2}}')?.get('a')).toEqual({ kind: 'object', raw: '{"b":2}' });
  expect(membersOf('[1]')).toBeUndefined();
  expect(unquoted('"\\u0041\\n"')).toBe('A\n');
  expect(unquoted('"\\x"')).toBe('"\\x"');
});
