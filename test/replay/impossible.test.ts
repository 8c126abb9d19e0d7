import { expect, it } from 'vitest';
import { readSequence } from '../../src/replay/sequenceFile.ts';

function warnings(steps: string): readonly string[] {
  const read = readSequence(`{ "url": "ws://a/", "steps": [\n${steps}\n] }`);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.warnings.map(({ line, message }) => `${line}: ${message}`);
}

it.each([
  ['{ "close": {} },\n{ "send": { "text": "x" } }', '3: Nothing can be sent here'],
  ['{ "expectClose": {} },\n{ "ping": "" }', '3: Nothing can be sent here'],
  ['{ "close": {} },\n{ "close": {} }', '3: The connection is closed here already.'],
  ['{ "group": { "name": "g", "steps": [{ "close": {} }, { "ping": "" }] } }', '2: Nothing can be sent here'],
  ['{ "expect": { "schema": false } }', '2: No message is valid against the schema false.'],
  ['{ "expect": { "regex": "a$b" } }', '2: Something follows the end of the text'],
  ['{ "expect": { "jsonpath": { "$.a": { "above": 3, "below": 3 } } } }', '2: Nothing at $.a can be like this'],
  ['{ "expect": { "jsonpath": { "$.a": { "oneOf": [] } } } }', 'one of none'],
  ['{ "expect": { "jsonpath": { "$.a": { "exists": false, "above": 1 } } } }', 'absent, and yet with "above"'],
  ['{ "expect": { "jsonpath": { "$.a": { "equals": 1, "above": 1 } } } }', 'equal to 1, and yet above 1'],
  ['{ "expect": { "jsonpath": { "$.a": { "equals": 9, "below": 1 } } } }', 'equal to 9, and yet below 1'],
  ['{ "expect": { "jsonpath": { "$.a": { "length": -1 } } } }', 'a length of -1'],
  ['{ "expect": { "jsonpath": { "$.a": { "above": 1, "type": "text" } } } }', 'a number of the type text'],
  ['{ "expect": { "jsonpath": { "$.a": { "regex": "a", "type": "list" } } } }', 'a text of the type list'],
  ['{ "expect": { "jsonpath": { "$.a": { "regex": "a", "above": 1 } } } }', 'a number and a text'],
  ['{ "expect": { "text": "x", "count": 2, "within": 9000 } }', 'longer than the step waits at all'],
])('warns of %s', (steps, words) => {
  expect(warnings(steps).join('\n')).toContain(words);
});

it.each([
  '{ "close": {} }, { "expectClose": {} }, { "reconnect": {} }, { "send": { "text": "x" } }',
  '{ "expect": { "regex": "a$|b" } }, { "expect": { "regex": "a\\\\$b" } }, { "expect": { "regex": "[$]b" } }',
  '{ "expect": { "jsonpath": { "$.a": { "above": 1, "below": 3, "type": "number" } } } }',
  '{ "parallel": [[{ "close": {} }], [{ "ping": "" }]] }',
])('warns of nothing in %s', (steps) => {
  expect(warnings(steps)).toEqual([]);
});
