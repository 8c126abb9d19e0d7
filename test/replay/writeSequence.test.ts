import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, Sequence, Step } from '../../src/replay/sequence.ts';
import { readSequence } from '../../src/replay/sequenceFile.ts';
import { writeSequence, writeStep } from '../../src/replay/writeSequence.ts';

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

describe('writeSequence', () => {
  it('writes a step a line where it fits', () => {
    expect(writeSequence(sequenceOf(example), ['Two\nlines'])).toBe(`// Two lines
{
  "url": "ws://127.0.0.1:9001/",
  "variables": { "user": "ann" },
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
      fc.record({ kind: fc.constant('expectPong' as const), timeout, text }),
      fc.constantFrom<Step>(
        { kind: 'reconnect', on: 'a' },
        { kind: 'send', payload: { as: 'base64', base64: 'AP8=' }, at: 5 },
        { kind: 'send', payload: { as: 'file', file: 'x.bin', opcode: 'text' } },
        { kind: 'send', payload: { as: 'fragments', fragments: ['00', 'ff'], opcode: 'binary' } },
        { kind: 'expectClose', code: 1000, timeout: 5_000, reason: 'r', by: 'server' },
        { kind: 'expect', matcher: { by: 'schema', schema: { type: 'object' } }, timeout: 9, capture: {}, count: 3 },
        { kind: 'expect', matcher: { by: 'text', text: 'x' }, timeout: 9, capture: {}, within: 9, not: true },
        {
          kind: 'expect',
          matcher: { by: 'jsonpath', conditions: { '$.a': { equals: 1 }, '$.b': { above: 2, below: 3 } } },
          timeout: 9,
          capture: {},
        },
        { kind: 'group', name: 'g', steps: [{ kind: 'wait', ms: 1, at: 2 }] },
        { kind: 'repeat', times: 2, steps: [{ kind: 'forEach', rows: [{ a: 1 }], steps: [] }] },
        { kind: 'forEach', rows: { csv: 'x.csv' }, steps: [] },
        { kind: 'parallel', branches: [[], [{ kind: 'ping', payload: 'x' }]] },
      ),
      code.map((any) => ({ kind: 'close' as const, code: any, reason: any === undefined ? '' : 'bye' })),
    );
    fc.assert(
      fc.property(fc.array(step), fc.dictionary(fc.stringMatching(/^[a-z]+$/), text), (steps, variables) => {
        const sequence: Sequence = {
          profile: 'p',
          connections: { a: { url: 'ws://a/' } },
          variables: { ...variables },
          compare: { ignore: ['$.a'], timing: 5 },
          recorded: [{ at: 1, as: 'json', json: {} }],
          steps,
        };
        expect(sequenceOf(writeSequence(sequence))).toEqual(sequence);
      }),
    );
  });

  it('writes an empty one', () => {
    expect(sequenceOf(writeSequence({ profile: 'p', variables: {}, steps: [] })).steps).toEqual([]);
  });
});

it('writes one step', () => {
  expect(writeStep({ kind: 'wait', ms: 250, on: 'a' }, '')).toBe('{ "on": "a", "wait": 250 }');
});
