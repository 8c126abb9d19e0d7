import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/profiles/jsonText.ts';
import { blockKeys } from '../../src/replay/readBlock.ts';
import { conditionKeys } from '../../src/replay/conditions.ts';
import { expectKeys, matcherKeys } from '../../src/replay/readExpect.ts';
import { payloadKeys, sendKeys } from '../../src/replay/readSend.ts';
import { closeKeys, controlKeys, expectCloseKeys, readStep, stepKeys, stepKinds } from '../../src/replay/stepFields.ts';
import schema from '../../media/schemas/wsseq.schema.json' with { type: 'json' };

function read(text: string) {
  const problems: { readonly at: string; readonly message: string }[] = [];
  const step = readStep(readJson(text).root!, {
    text,
    connections: ['a'],
    report: (offset, message) => problems.push({ at: text.slice(offset, offset + 6), message }),
  });
  return { step, problems };
}

describe('readStep', () => {
  it.each([
    ['{ "send": { "text": "hi" } }', { kind: 'send', payload: { as: 'text', text: 'hi' } }],
    ['{ "send": { "json": null } }', { kind: 'send', payload: { as: 'json', json: null } }],
    ['{ "send": { "hex": "${x} ff" } }', { kind: 'send', payload: { as: 'hex', hex: '${x} ff' } }],
    [
      '{ "expect": { "json": { "a": 1 } } }',
      { kind: 'expect', matcher: { by: 'json', json: { a: 1 } }, timeout: 5_000, capture: {} },
    ],
    [
      '{ "expect": { "regex": "(a)(?<n>b)", "timeout": 1 }, "capture": { "x": "2", "y": "n", "z": "$.a" } }',
      {
        kind: 'expect',
        matcher: { by: 'regex', regex: '(a)(?<n>b)' },
        timeout: 1,
        capture: { x: '2', y: 'n', z: '$.a' },
      },
    ],
    [
      '{ "expect": { "opcode": "binary" } }',
      { kind: 'expect', matcher: { by: 'opcode', opcode: 'binary' }, timeout: 5_000, capture: {} },
    ],
    [
      '{ "expect": { "jsonpath": "$.a" } }',
      { kind: 'expect', matcher: { by: 'jsonpath', path: '$.a' }, timeout: 5_000, capture: {} },
    ],
    ['{ "wait": 0 }', { kind: 'wait', ms: 0 }],
    ['{ "ping": "" }', { kind: 'ping', payload: '' }],
    ['{ "close": {} }', { kind: 'close', code: undefined, reason: '' }],
    ['{ "close": { "code": 4999, "reason": "é" } }', { kind: 'close', code: 4_999, reason: 'é' }],
    ['{ "expectClose": { "code": 1006, "timeout": 9 } }', { kind: 'expectClose', code: 1_006, timeout: 9 }],
    [
      '{ "expectClose": { "reason": "r", "by": "server" } }',
      { kind: 'expectClose', code: undefined, timeout: 5_000, reason: 'r', by: 'server' },
    ],
    ['{ "expectPong": { "text": "hb" } }', { kind: 'expectPong', text: 'hb', timeout: 5_000 }],
    ['{ "expectPing": { "timeout": 3 } }', { kind: 'expectPing', timeout: 3 }],
    ['{ "reconnect": {}, "on": "a" }', { kind: 'reconnect', on: 'a' }],
    ['{ "wait": 1, "at": 12.5 }', { kind: 'wait', ms: 1, at: 12.5 }],
  ])('reads %s', (text, step) => {
    expect(read(text)).toEqual({ step, problems: [] });
  });

  it.each([
    ['5', '5', 'A step should be an object in braces, not a number.'],
    ['{}', '{}', 'This step says not what to do. Give each step exactly one of send,'],
    ['{ "wait": 1, "ping": "" }', '{ "wai', 'This step is several at once: wait, ping.'],
    ['{ "wate": 1 }', '"wate"', '"wate" is not known here. Did you mean "wait"?'],
    ['{ "wait": 1, "wait": 2 }', '"wait"', '"wait" is there twice.'],
    ['{ "reconnect": { "x": 1 } }', '"x": 1', '"x" is not known here.'],
    ['{ "wait": 1, "on": "b" }', '"b" }', 'There is no connection "b". There are: "a".'],
    ['{ "group": { "name": "g", "steps": [] }, "on": "a" }', '"a" }', '"on" has no meaning here'],
    ['{ "wait": 1, "at": -5 }', '-5 }', '"at" should be a number of milliseconds from 0'],
    ['{ "expectPing": { "text": 1 } }', '1 } }', '"text" should be a text'],
    ['{ "expectClose": { "by": "me" } }', '"me" }', '"by" should be "client", "server" or "network".'],
    ['{ "wait": 1, "capture": {} }', '{} }', 'Only an "expect" can capture'],
    ['{ "wait": -1 }', '-1 }', '"wait" should be a number of milliseconds from 0'],
    ['{ "wait": 1e10 }', '1e10 }', '"wait" should be a number of milliseconds'],
    ['{ "wait": "1" }', '"1" }', '"wait" should be a number of milliseconds'],
    ['{ "send": "hi" }', '"hi" }', '"send" should be an object in braces, not a text.'],
    ['{ "send": {} }', '{} }', '"send" names none. Give it exactly one of text, json, hex, base64, file, fragments.'],
    ['{ "send": { "text": "", "hex": "" } }', '{ "tex', '"send" has both "text" and "hex".'],
    ['{ "send": { "text": 1 } }', '1 } }', '"text" should be a text in double quotes, not a number.'],
    ['{ "send": { "hex": "0\\u0030 zz" } }', 'zz" } ', 'is no hexadecimal digit'],
    ['{ "expect": { "timeout": 1 } }', '{ "tim', '"expect" names none.'],
    ['{ "expect": { "text": "", "timeout": 0 } }', '0 } }', '"timeout" should be a number of milliseconds from 1'],
    ['{ "expect": { "regex": "(" } }', '"(" } ', 'This is no regular expression'],
    ['{ "expect": { "opcode": "ping" } }', '"ping"', '"opcode" should be "text" or "binary".'],
    ['{ "expect": { "jsonpath": "$.a[" } }', '[" } }', 'At character 5 this is no JSONPath: unclosed'],
    ['{ "expect": { "text": "" }, "capture": [] }', '[] }', '"capture" should be an object'],
    ['{ "expect": { "text": "" }, "capture": { "a": "b" } }', 'b" } }', 'A path begins with $'],
    ['{ "expect": { "text": "" }, "capture": { "a{": "$" } }', '"a{": ', 'A variable needs a name'],
    ['{ "expect": { "regex": "(a)" }, "capture": { "a": "2" } }', '"2" } ', 'The regex has one group'],
    ['{ "expect": { "regex": "a" }, "capture": { "a": "b" } }', '"b" } ', 'The regex has no groups'],
    ['{ "ping": 1 }', '1 }', '"ping" should be a text'],
    [`{ "ping": "${'é'.repeat(63)}" }`, '"ééééé', '"ping" is 126 bytes long; it may have 125'],
    ['{ "close": { "code": 999 } }', '999 } ', '"code" should be a status code from 1000 to 4999'],
    ['{ "close": { "reason": "x" } }', '"x" } ', 'A reason is sent only with a code.'],
    [`{ "close": { "code": 1000, "reason": "${'x'.repeat(124)}" } }`, '"xxxxx', '"reason" is 124 bytes long'],
    ['{ "expectClose": 1000 }', '1000 }', '"expectClose" should be an object in braces, not a number.'],
    ['{ "expectClose": { "code": 1000.5 } }', '1000.5', '"code" should be a status code'],
  ])('says what is wrong in %s', (text, at, words) => {
    const { problems } = read(text);
    expect(problems[0]?.at).toBe(at);
    expect(problems[0]?.message).toContain(words);
  });
});

it('has a schema with the same keys as the reader, each explained', () => {
  const { step, send, expect: expects, control, close, expectClose, condition, ...blocks } = schema.definitions;
  expect(Object.keys(step.properties)).toEqual(expect.arrayContaining([...stepKeys]));
  expect(Object.keys(step.properties)).toHaveLength(stepKeys.length);
  expect(step.oneOf.map(({ required }) => required[0])).toEqual(stepKinds);
  expect(Object.keys(send.properties)).toEqual(sendKeys);
  expect(send.oneOf.map(({ required }) => required[0])).toEqual(payloadKeys);
  expect(Object.keys(expects.properties)).toEqual(expectKeys);
  expect(expects.oneOf.map(({ required }) => required[0])).toEqual([...matcherKeys, 'not']);
  expect(Object.keys(expects.properties.not.properties)).toEqual(matcherKeys);
  expect(Object.keys(control.properties)).toEqual(controlKeys);
  expect(Object.keys(close.properties)).toEqual(closeKeys);
  expect(Object.keys(expectClose.properties)).toEqual(expectCloseKeys);
  expect(Object.keys(condition.properties)).toEqual(conditionKeys);
  for (const kind of ['group', 'repeat', 'forEach'] as const) {
    expect(Object.keys(blocks[kind].properties)).toEqual(blockKeys[kind]);
  }
  for (const part of [step, send, expects, control, close, expectClose, condition, ...Object.values(blocks)]) {
    for (const property of Object.values<{ readonly description?: string }>(part.properties)) {
      expect(property.description?.length ?? 0).toBeGreaterThan(10);
    }
  }
});

describe('the snippets of the schema', () => {
  const snippets = schema.definitions.step.defaultSnippets as readonly {
    readonly label: string;
    readonly body: object;
  }[];

  it.each(snippets.map(({ label, body }) => [label, body] as const))('%s inserts a sound step', (_label, body) => {
    expect(read(inserted(body))).toMatchObject({ step: {}, problems: [] });
  });

  it('there is one for every kind of step, of payload and of expectation', () => {
    const bodies = snippets.map(({ body }) => body as Record<string, Record<string, unknown>>);
    expect(new Set(bodies.flatMap((body) => Object.keys(body)))).toEqual(new Set([...stepKinds, 'capture']));
    const inside = (kind: string): string[] => bodies.flatMap((body) => Object.keys(body[kind] ?? {}));
    expect(inside('send')).toEqual(expect.arrayContaining(payloadKeys.filter((key) => key !== 'base64')));
    expect(inside('expect')).toEqual(expect.arrayContaining([...matcherKeys, 'not', 'count', 'within']));
  });
});

/** The text that VS Code inserts for the body of a snippet, once every place-holder is left as it is offered. */
function inserted(body: object): string {
  return JSON.stringify(body)
    .replace(/"\^((?:[^"\\]|\\.)*)"/g, (_whole, bare: string) => bare)
    .replace(/\$\{\d\|([^,|}]*)[^}]*\}/g, '$1')
    .replace(/(?<!\\)\$\{\d:([^{}]*)\}/g, '$1')
    .replace(/(?<!\\)\$\d/g, '')
    .replaceAll('\\\\$', '$');
}
