import { expect, it } from 'vitest';
import { readSequence } from '../../src/replay/sequenceFile.ts';

function unknown(steps: string): readonly number[] {
  const read = readSequence(`{ "url": "ws://a/", "variables": { "v": 1 }, "steps": [\n${steps}\n] }`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.warnings.map(({ line }) => line);
}

const capture = '{ "expect": { "json": {} }, "capture": { "c": "$.c" } }';
const use = (name: string) => `{ "send": { "text": "\${${name}}" } }`;

it.each<[string, readonly number[]]>([
  [`${use('v')},\n${use('env:X')},\n${use('c')}`, [4]],
  [`${capture},\n${use('c')}`, []],
  [`{ "send": { "json": { "\${k}": 1 } } }`, [2]],
  [`{ "group": { "name": "g", "steps": [\n${capture}] } },\n${use('c')}`, []],
  [`{ "repeat": { "times": 2, "steps": [\n${use('c')}] } }`, [3]],
  [`{ "forEach": { "rows": [{ "r": 1 }], "steps": [\n${use('r')}] } },\n${use('r')}`, [4]],
  [`{ "forEach": { "csv": "a.csv", "steps": [\n${use('r')}, ${capture}] } },\n${use('c')}`, []],
  [`{ "parallel": [\n[${use('c')}],\n[${capture}]\n] }`, []],
  [`{ "expect": { "not": { "text": "\${x}" }, "within": 5 } }`, [2]],
])('%s', (steps, lines) => {
  expect(unknown(steps)).toEqual(lines);
});
