// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { jsonHead, jsonNodes } from '../../../src/lens/jsonNodes.ts';
import { exactNumber, jsonRows } from '../../../webview/detail/jsonTree.ts';
import { treeView } from '../../../webview/detail/treeView.ts';

function rowsOf(text: string): string[] {
  const read = jsonNodes(text);
  if (!read.ok) throw new Error('no JSON');
  const { element } = treeView('JSON', jsonRows(text, read.nodes).roots);
  return [...element.children].map((row) => row.textContent);
}

test('keys and values as they stand in the source, what is doubtful marked', () => {
  expect(rowsOf('{"a":1.10,"a":[],"\\u0062":["x",{}],"n":9007199254740993}')).toEqual([
    '{…}4 members',
    '"a": 1.10repeated key',
    '"a": []repeated key',
    '"\\u0062": […]2 elements',
    '0: "x"',
    '1: {}',
    '"n": 9007199254740993not exact in JavaScript',
  ]);
});

test('a long string is cut in its row and a large list is folded, the first level seen', () => {
  expect(rowsOf(JSON.stringify('x'.repeat(3000)))[0]).toMatch(/^"x{1999}3,002 characters in all$/);
  const lists = JSON.stringify(Array.from({ length: 250 }, () => [1, 2, 3]));
  expect(rowsOf(lists).slice(0, 2)).toEqual(['[…]250 elements', '0: […]3 elements']);
  expect(rowsOf(lists)).toHaveLength(202);
});

test('a value that goes on after the text says so', () => {
  const text = '{"a":[1,2,{"b":"xyz';
  const head = jsonHead(text, 100);
  if (!head.ok) throw new Error('no JSON');
  const { element } = treeView('JSON', jsonRows(text, head.nodes).roots);
  expect([...element.children].map((row) => row.textContent)).toEqual([
    '{…}1 member here, more follow',
    '"a": […]3 elements here, more follow',
    '0: 1',
    '1: 2',
    '2: {…}1 member here, more follow',
    '"b": "xyz4 characters here, more follow',
  ]);
});

test('a row knows its place', () => {
  const text = '{"a":[{"odd key":1}]}';
  const read = jsonNodes(text);
  if (!read.ok) throw new Error('no JSON');
  const rows = jsonRows(text, read.nodes);
  const inner = rows.roots[0]!.children!()[0]!.children!()[0]!.children!()[0]!;
  expect(rows.placeOf(inner)).toMatchObject({ path: "$.a[0]['odd key']", source: '1' });
  expect(rows.placeOf({ content: () => [] })).toBeUndefined();
});

test('numbers that JSON.parse would change', () => {
  expect(['1', '-5', '9007199254740992', '1e400', '9007199254740993', '0.1'].map(exactNumber)).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
  ]);
});
