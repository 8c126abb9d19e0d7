import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, Sequence, Step } from '../../src/replay/sequence.ts';
import { readSequence, sequenceKeys, writeSequence } from '../../src/replay/sequenceFile.ts';
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
    ['{ "profile": "p", "steps": [], "defaults": {} }', 1, 32, '"defaults" is not supported yet.'],
    ['{ "profile": "p", "profile": "q", "steps": [] }', 1, 19, '"profile" is there twice.'],
    ['{ "profile": "p", "variables": [], "steps": [] }', 1, 32, '"variables" should be an object'],
    ['{ "profile": "p", "variables": { "a": 1 }, "steps": [] }', 1, 39, 'The variable "a" should be a text'],
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

describe('writeSequence', () => {
  it('writes a step a line where it fits', () => {
    expect(writeSequence(sequenceOf(example), ['Two\nlines'])).toBe(`// Two lines
{
  "url": "ws://127.0.0.1:9001/",
  "variables": {
    "user": "ann"
  },
  "steps": [
    { "send": { "json": { "op": "login", "user": "\${user}" } } },
    { "expect": { "json": { "type": "session" }, "timeout": 2000 }, "capture": { "token": "$.token" } },
    { "send": { "text": "hello \${token}" } },
    { "expect": { "text": "hello", "timeout": 500 } },
    { "wait": 250 },
    { "ping": "hb" },
    { "close": { "code": 1000 } },
    { "expectClose": { "code": 1000 } }
  ]
}
`);
  });

  it('writes what readSequence gives back', () => {
    const text = fc.string({ unit: 'grapheme' });
    const json = fc.jsonValue({ noUnicodeString: false }).map((any) => JSON.parse(JSON.stringify(any)) as Json);
    const timeout = fc.integer({ min: 1, max: 9_999 });
    const code = fc.option(fc.integer({ min: 1_000, max: 4_999 }), { nil: undefined });
    const step: fc.Arbitrary<Step> = fc.oneof(
      text.map((any) => ({ kind: 'send' as const, payload: { as: 'text' as const, text: any } })),
      json.map((any) => ({ kind: 'send' as const, payload: { as: 'json' as const, json: any } })),
      fc.record({
        kind: fc.constant('expect' as const),
        matcher: fc.oneof(
          json.map((any) => ({ by: 'json' as const, json: any })),
          text.map((any) => ({ by: 'text' as const, text: any })),
          fc.constant({ by: 'opcode' as const, opcode: 'text' as const }),
        ),
        timeout,
        capture: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.constant('$.a')),
      }),
      timeout.map((ms) => ({ kind: 'wait' as const, ms })),
      fc.record({ kind: fc.constant('expectClose' as const), code, timeout }),
      code.map((any) => ({ kind: 'close' as const, code: any, reason: any === undefined ? '' : 'bye' })),
    );
    fc.assert(
      fc.property(fc.array(step), fc.dictionary(fc.stringMatching(/^[a-z]+$/), text), (steps, variables) => {
        const sequence: Sequence = { profile: 'p', variables: { ...variables }, steps };
        const back = sequenceOf(writeSequence(sequence));
        expect(JSON.stringify(back)).toBe(JSON.stringify(sequence));
      }),
    );
  });

  it('writes an empty one', () => {
    expect(sequenceOf(writeSequence({ profile: 'p', variables: {}, steps: [] })).steps).toEqual([]);
  });
});

it('has a schema with the same keys as the reader', () => {
  expect(Object.keys(schema.properties)).toEqual(sequenceKeys);
});
