import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sequence } from '../../src/replay/sequence.ts';
import { compareKeys, defaultKeys, readSequence, sequenceKeys } from '../../src/replay/sequenceFile.ts';
import schema from '../../media/schemas/wsseq.schema.json' with { type: 'json' };

const example = `{
  "url": "ws://127.0.0.1:9001/",            // or "profile": "Local chat"
  "variables": { "user": "ann" },
  "steps": [
    { "send": { "json": { "op": "login", "user": "\${user}" } } },
    { "expect": { "json": { "type": "session" }, "timeout": 2000 }, "capture": { "token": "$.token" } },
    { "send": { "text": "hello \${token}" } },
    { "expect": { "text": "hello", "timeout": 500 } },
    { "wait": 250 }, { "ping": "hb" }, { "close": { "code": 1000 } }, { "expectClose": { "code": 1000 } }
  ]
}
`;

function sequenceOf(text: string): Sequence {
  const read = readSequence(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.sequence;
}

describe('readSequence', () => {
  it('reads the base form', () => {
    const read = readSequence(example);
    expect(read).toMatchObject({ ok: true, warnings: [] });
    expect(sequenceOf(example)).toMatchObject({ url: 'ws://127.0.0.1:9001/', variables: { user: 'ann' } });
    expect(sequenceOf(example).steps.map(({ kind }) => kind)).toEqual([
      ...['send', 'expect', 'send', 'expect', 'wait', 'ping', 'close', 'expectClose'],
    ]);
    expect(read.ok && read.places.slice(0, 6)).toEqual([
      { line: 5, column: 5 },
      { line: 6, column: 5 },
      { line: 7, column: 5 },
      { line: 8, column: 5 },
      { line: 9, column: 5 },
      { line: 9, column: 22 },
    ]);
  });

  it('fills variables into the URL', () => {
    const text = '{ "url": "ws://${host}/$${x}", "variables": { "host": "a.example" }, "steps": [] }';
    expect(sequenceOf(text).url).toBe('ws://a.example/${x}');
  });

  it('takes given values before its own, and leaves what comes from outside', () => {
    const text = '{ "url": "ws://${host}/${env:X}", "variables": { "host": "a.example" }, "steps": [] }';
    const read = readSequence(text, { host: 'b.example' });
    expect(read.ok && read.sequence.url).toBe('ws://b.example/${env:X}');
  });

  it('reads connections, defaults, blocks and what was recorded', () => {
    const text = `{
      "connections": { "player 1": { "url": "ws://a/" }, "player 2": { "profile": "p" } },
      "defaults": { "timeout": 100, "order": "strict" },
      "compare": { "ignore": ["$..id"], "timing": 50 },
      "recorded": [{ "at": 3, "json": { "id": 1 } }, { "text": "x" }],
      "variables": { "n": 3 },
      "steps": [
        { "group": { "name": "g", "steps": [{ "expect": { "text": "x" }, "on": "player 2" }] } },
        { "parallel": [[{ "wait": 1 }], [{ "repeat": { "times": 2, "steps": [{ "ping": "" }] } }]] }
      ] }`;
    const read = readSequence(text);
    expect(read).toMatchObject({
      ok: true,
      warnings: [],
      places: [{ line: 8 }, { line: 8 }, { line: 9 }, { line: 9 }, { line: 9 }, { line: 9 }],
    });
    expect(sequenceOf(text)).toEqual({
      connections: { 'player 1': { url: 'ws://a/' }, 'player 2': { profile: 'p' } },
      defaults: { timeout: 100, order: 'strict' },
      compare: { ignore: ['$..id'], timing: 50 },
      recorded: [
        { at: 3, as: 'json', json: { id: 1 } },
        { at: 0, as: 'text', text: 'x' },
      ],
      variables: { n: 3 },
      steps: [
        {
          kind: 'group',
          name: 'g',
          steps: [{ kind: 'expect', matcher: { by: 'text', text: 'x' }, timeout: 100, capture: {}, on: 'player 2' }],
        },
        {
          kind: 'parallel',
          branches: [[{ kind: 'wait', ms: 1 }], [{ kind: 'repeat', times: 2, steps: [{ kind: 'ping', payload: '' }] }]],
        },
      ],
    });
  });

  it.each([
    ['', 1, 1, 'it is empty'],
    ['[]', 1, 1, 'not a list'],
    ['{ "steps": [', 1, 13, 'A closing bracket'],
    ['{ "steps": [] }', 1, 1, 'does not say where to connect'],
    ['{ "url": "ws://a", "profile": "p", "steps": [] }', 1, 1, 'has both "url" and "profile"'],
    ['{ "url": "ftp://a", "steps": [] }', 1, 10, 'Begin the URL with ws://'],
    ['{ "url": "ws://${x}", "steps": [] }', 1, 10, 'There is no variable "x"'],
    ['{ "profile": 1, "steps": [] }', 1, 14, '"profile" should be a text in double quotes, not a number.'],
    ['{ "profile": "", "steps": [] }', 1, 14, 'not an empty one'],
    ['{ "profile": "p" }', 1, 1, 'has no "steps"'],
    ['{ "profile": "p", "steps": {} }', 1, 28, '"steps" should be a list'],
    ['{ "profile": "p", "steps": [], "stepps": 1 }', 1, 32, 'Did you mean "steps"?'],
    ['{ "profile": "p", "steps": [], "defaults": { "order": "x" } }', 1, 55, '"order" should be "skip" or "strict".'],
    ['{ "profile": "p", "steps": [], "defaults": { "timeout": 0 } }', 1, 57, '"timeout" should be a number'],
    ['{ "connections": {}, "steps": [] }', 1, 18, 'not an empty one'],
    ['{ "connections": { "a": {} }, "steps": [] }', 1, 25, '"a" does not say where to connect'],
    ['{ "connections": { "a": { "url": "x" } }, "steps": [] }', 1, 34, 'does not say its scheme'],
    ['{ "profile": "p", "steps": [], "compare": { "ignore": 1 } }', 1, 55, '"ignore" should be a list'],
    ['{ "profile": "p", "steps": [], "compare": { "ignore": ["x"] } }', 1, 57, 'A path begins with $'],
    ['{ "profile": "p", "steps": [], "compare": { "ignore": [5] } }', 1, 56, 'should be a text in double quotes'],
    ['{ "profile": "p", "steps": [], "recorded": {} }', 1, 44, '"recorded" should be a list'],
    ['{ "profile": "p", "steps": [], "recorded": [{ "file": "x" }] }', 1, 45, 'one of "text", "json" and "hex"'],
    ['{ "profile": "p", "profile": "q", "steps": [] }', 1, 19, '"profile" is there twice.'],
    ['{ "profile": "p", "variables": [], "steps": [] }', 1, 32, '"variables" should be an object'],
    ['{ "profile": "p", "variables": { "env:A": "" }, "steps": [] }', 1, 34, 'A variable needs a name'],
    ['{ "profile": "p", "variables": { "$": "" }, "steps": [] }', 1, 34, 'A variable needs a name'],
    ['{ "profile": "p", "steps": [\n  { "wait": 1 },\n  { "wait": "x" }\n] }', 3, 13, '"wait" should be a number'],
  ])('refuses %j', (text, line, column, words) => {
    const read = readSequence(text);
    const problems = read.ok ? [] : read.problems;
    expect(problems[0]).toMatchObject({ line, column });
    expect(problems[0]?.message).toContain(words);
  });

  it('lists every fault in the order of the file', () => {
    const read = readSequence('{ "steps": [ { "wait": -1 }, {} ],\n"profile": 3, "x": 0 }');
    expect(!read.ok && read.problems.map(({ line, column }) => [line, column])).toEqual([
      [1, 24],
      [1, 30],
      [2, 12],
      [2, 15],
    ]);
  });

  it('warns of variables that no earlier step captures', () => {
    const read = readSequence(`{ "profile": "p", "steps": [
      { "send": { "text": "\${token} $\${fine}" } },
      { "expect": { "json": { "\${other}": [] } }, "capture": { "token": "$.t" } },
      { "send": { "json": ["\${token}"] } }
    ] }`);
    expect(read.ok && read.warnings.map(({ line, column }) => [line, column])).toEqual([
      [2, 27],
      [3, 31],
    ]);
  });

  it('never throws on any text', () => {
    const words = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"steps"',
      '"url"',
      '"ws://a"',
      '"send"',
      '"expect"',
      '"regex"',
      '"("',
    ];
    const pieces = fc.array(fc.constantFrom(...words, '"capture"', '1', 'null')).map((all) => all.join(''));
    const shaped = fc.json().map((any) => `{ "profile": "p", "steps": [${any}] }`);
    fc.assert(
      fc.property(fc.oneof(pieces, shaped, fc.string(), fc.json()), (text) => {
        const read = readSequence(text);
        expect(read.ok || read.problems.length > 0).toBe(true);
      }),
    );
  });
});

it('has a schema with the same keys as the reader', () => {
  expect(Object.keys(schema.properties)).toEqual(sequenceKeys);
  expect(Object.keys(schema.properties.defaults.properties)).toEqual(defaultKeys);
  expect(Object.keys(schema.properties.compare.properties)).toEqual(compareKeys);
});
