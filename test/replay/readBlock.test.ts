import { describe, expect, it } from 'vitest';
import { membersOf } from '../../src/profiles/jsonText.ts';
import { readBlock } from '../../src/replay/readBlock.ts';
import type { BlockStep } from '../../src/replay/sequence.ts';
import { readWith } from './readers.ts';

const read = (text: string) =>
  readWith(text, (node, reader) => {
    const [member] = membersOf(node);
    return readBlock(member!.key as BlockStep['kind'], member!.value!, reader, (nodes) =>
      nodes.map(() => ({ kind: 'wait', ms: 0 })),
    );
  });

const wait = { kind: 'wait', ms: 0 };

describe('readBlock', () => {
  it.each([
    ['{ "group": { "name": "g", "steps": [{}] } }', { kind: 'group', name: 'g', steps: [wait] }],
    ['{ "repeat": { "times": 2, "steps": [{}, {}] } }', { kind: 'repeat', times: 2, steps: [wait, wait] }],
    ['{ "forEach": { "rows": [{ "a": 1 }], "steps": [] } }', { kind: 'forEach', rows: [{ a: 1 }], steps: [] }],
    ['{ "forEach": { "csv": "a.csv", "steps": [] } }', { kind: 'forEach', rows: { csv: 'a.csv' }, steps: [] }],
    ['{ "parallel": [[{}], []] }', { kind: 'parallel', branches: [[wait], []] }],
  ])('reads %s', (text, step) => {
    expect(read(text)).toEqual({ value: step, problems: [] });
  });

  it.each([
    ['{ "group": { "steps": [] } }', '{ "ste', '"group" needs a "name".'],
    ['{ "group": { "name": "g" } }', '{ "nam', '"group" has no "steps".'],
    ['{ "group": { "name": "g", "steps": {} } }', '{} } }', '"steps" should be a list'],
    ['{ "repeat": { "steps": [] } }', '{ "ste', '"repeat" needs "times"'],
    ['{ "repeat": { "times": 0, "steps": [] } }', '0, "st', '"times" should be a whole number'],
    ['{ "forEach": { "steps": [] } }', '{ "ste', 'needs either "rows"'],
    ['{ "forEach": { "rows": [], "csv": "", "steps": [] } }', '{ "row', 'needs either "rows"'],
    ['{ "forEach": { "rows": {}, "steps": [] } }', '{}, "s', '"rows" should be a list'],
    ['{ "forEach": { "rows": [1], "steps": [] } }', '1], "s', 'A row should be an object'],
    ['{ "forEach": { "rows": [{ "a:b": 1 }], "steps": [] } }', '"a:b":', 'A variable needs a name'],
    ['{ "parallel": {} }', '{} }', '"parallel" should be a list of branches'],
    ['{ "parallel": [] }', '[] }', '"parallel" should be a list of branches'],
    ['{ "parallel": [{}] }', '{}] }', '"parallel" should be a list of branches'],
  ])('says what is wrong in %s', (text, at, words) => {
    const { problems } = read(text);
    expect(problems[0]?.at).toBe(at);
    expect(problems[0]?.message).toContain(words);
  });
});
