import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type JsonNode,
  childrenOf,
  jsonHead,
  jsonNodes,
  membersOf,
  pathOf,
  unquoted,
} from '../../src/lens/jsonNodes.ts';

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

test('the head of a longer text has the values that begin in it', () => {
  const text = '{"a":[1,23],"b":{"c":"de"},"f":true} ';
  const heads = Array.from({ length: text.length }, (_, length) => jsonHead(text.slice(0, length), 100));
  expect(heads[0]).toEqual({ ok: false, offset: 0 });
  const whole = nodesOf(text);
  for (const [length, head] of heads.entries()) {
    if (length === 0) continue;
    if (!head.ok) throw new Error(`no head of ${length}`);
    for (const node of head.nodes) {
      // What is not cut is as in the whole text; what is cut begins as there and ends with the head at the latest.
      const { cut, ...rest } = node;
      const same = whole[node.index]!;
      if (cut === undefined) expect(rest).toEqual(same);
      else expect([node.start, node.kind, node.key]).toEqual([same.start, same.kind, same.key]);
      expect(node.end).toBeLessThanOrEqual(length);
      expect(cut === undefined || same.end >= node.end).toBe(true);
    }
  }
  const sources = (length: number): string[] => {
    const head = jsonHead(text.slice(0, length), 100);
    return head.ok ? head.nodes.map(({ start, end }) => text.slice(start, end)) : [];
  };
  // A number may go on, a string has to.
  expect(sources(9)).toEqual(['{"a":[1,', '[1,', '1']);
  expect(sources(23)).toEqual(['{"a":[1,23],"b":{"c":"d', '[1,23]', '1', '23', '{"c":"d', '"d']);
  expect(jsonHead('[1,2,3,4]', 3)).toMatchObject({ ok: true, nodes: [{ count: 2, cut: true }, {}, {}] });
});

test('a head of what is no JSON is none', () => {
  expect(jsonHead('line 1, and more', 100)).toEqual({ ok: false, offset: 0 });
  expect(jsonHead('{"a":1}\n{"a":2}\n{', 100)).toEqual({ ok: false, offset: 8 });
  expect(jsonHead('{"a" 1, "b":', 100)).toEqual({ ok: false, offset: 5 });
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
