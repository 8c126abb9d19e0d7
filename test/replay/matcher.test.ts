import { describe, expect, it } from 'vitest';
import type { Variables } from '../../src/replay/interpolate.ts';
import type { MatchResult } from '../../src/replay/matchResult.ts';
import { prepareMatcher } from '../../src/replay/matcher.ts';
import type { ServerMessage } from '../../src/replay/replayConnection.ts';
import type { Json, Matcher } from '../../src/replay/sequence.ts';
import { bytesOf } from './fakes.ts';

const variables: Variables = new Map<string, Json>([
  ['user', 'ann'],
  ['id', 7],
  ['dots', 'a.b'],
  ['hex', 'ff'],
]);

const text = (content: string): ServerMessage => ({ opcode: 1, bytes: bytesOf(content) });
const binary = (...bytes: number[]): ServerMessage => ({ opcode: 2, bytes: Uint8Array.from(bytes) });

function match(matcher: Matcher, message: ServerMessage): MatchResult {
  const prepared = prepareMatcher(matcher, variables);
  if (!prepared.ok) throw new Error(prepared.problem);
  return prepared.test(message);
}

describe('prepareMatcher', () => {
  it.each<[Matcher, ServerMessage]>([
    [{ by: 'text', text: 'hi ${user}' }, text('hi ann')],
    [{ by: 'text', text: '' }, text('')],
    [{ by: 'text', text: '\ufeffx' }, text('\ufeffx')],
    [{ by: 'json', json: { user: '${user}', id: '${id}' } }, text('{ "x": 1, "id": 7, "user": "ann" }')],
    [{ by: 'json', json: 5 }, text('5')],
    [{ by: 'jsonpath', path: '$.a[0]' }, text('{"a":[null]}')],
    [{ by: 'jsonpath', path: '$..name' }, text('{"a":[{"name":1}]}')],
    [
      { by: 'jsonpath', conditions: { '$.user': { equals: '${user}' }, '$.n': { above: 6 } } },
      text('{"user":"ann","n":7}'),
    ],
    [{ by: 'schema', schema: { type: 'object', required: ['a'] } }, text('{"a":1}')],
    [{ by: 'regex', regex: '^${dots} \\d+$' }, text('a.b 12')],
    [{ by: 'regex', regex: 'needle' }, text('hay needle hay')],
    [{ by: 'hex', hex: '00 ${hex}' }, binary(0, 255)],
    [{ by: 'hex', hex: '6869' }, text('hi')],
    [{ by: 'hex', hex: '' }, binary()],
    [{ by: 'opcode', opcode: 'binary' }, binary(1)],
    [{ by: 'opcode', opcode: 'text' }, text('x')],
  ])('%j matches %j', (matcher, message) => {
    expect(match(matcher, message).kind).toBe('match');
  });

  it.each<[Matcher, ServerMessage, string]>([
    [{ by: 'text', text: 'hello' }, text('help'), 'from character 4 on, expected "hello", got "help"'],
    [{ by: 'text', text: 'a'.repeat(30) }, text('a'.repeat(29)), `expected "…${'a'.repeat(11)}"`],
    [{ by: 'text', text: 'a' }, binary(97), 'it is a binary message'],
    [{ by: 'json', json: { type: 'session' } }, text('{"type":"error"}'), 'at $.type: expected "session", got "error"'],
    [{ by: 'json', json: {} }, text('plain'), 'it is no JSON'],
    [{ by: 'json', json: {} }, binary(123, 125), 'it is a binary message'],
    [{ by: 'json', json: {} }, { opcode: 1, bytes: Uint8Array.from([0xff]) }, 'it is not valid UTF-8'],
    [{ by: 'jsonpath', path: '$.b' }, text('{"a":1}'), 'nothing is at $.b'],
    [{ by: 'jsonpath', conditions: { '$.a': { equals: 1 } } }, text('{"a":2}'), 'at $.a: expected 1, got 2'],
    [{ by: 'schema', schema: { required: ['a'] } }, text('{}'), "the whole message: must have required property 'a'"],
    [{ by: 'regex', regex: '^${dots}$' }, text('axb'), 'nothing in it matches ^a\\.b$'],
    [{ by: 'regex', regex: 'a' }, text('b'.repeat(1_048_577)), 'it is longer than 1,048,576 characters'],
    [{ by: 'hex', hex: '01 02 03' }, binary(1, 2), 'from byte 3 on, expected … 03, got the end'],
    [{ by: 'opcode', opcode: 'binary' }, text('x'), 'it is a text message'],
  ])('%j misses %j', (matcher, message, words) => {
    const result = match(matcher, message);
    expect(result.kind === 'miss' && result.difference).toContain(words);
  });

  it('gives the groups of a regex', () => {
    const result = match({ by: 'regex', regex: 'id=(\\d+)' }, text('x id=42'));
    expect(result.kind === 'match' && result.groups?.[1]).toBe('42');
  });

  it('rates the nearer miss higher', () => {
    const likeness = (matcher: Matcher, content: string) => {
      const result = match(matcher, text(content));
      return result.kind === 'miss' ? result.likeness : 1;
    };
    const json: Matcher = { by: 'json', json: { type: 'reply', ok: true } };
    expect(likeness(json, '{"type":"reply"}')).toBeGreaterThan(likeness(json, '{"type":"tick"}'));
    expect(likeness(json, '{}')).toBeGreaterThan(likeness(json, 'x'));
    expect(likeness({ by: 'text', text: 'hello' }, 'help')).toBeGreaterThan(
      likeness({ by: 'text', text: 'hello' }, 'x'),
    );
  });

  it('gives up on a regex that would run for ever', () => {
    const result = match({ by: 'regex', regex: '^(a+)+$' }, text(`${'a'.repeat(60)}b`));
    expect(result.kind === 'error' && result.problem).toContain('took longer than a second');
  });

  it.each<[Matcher, string]>([
    [{ by: 'text', text: '${nope}' }, 'no variable "nope"'],
    [{ by: 'json', json: [{ a: '${nope}' }] }, 'no variable "nope"'],
    [{ by: 'jsonpath', path: '$.${nope}' }, 'no variable "nope"'],
    [{ by: 'jsonpath', path: '$.[${user}' }, 'this is no JSONPath'],
    [{ by: 'jsonpath', conditions: { '$.a': { regex: '${nope}' } } }, 'no variable "nope"'],
    [{ by: 'jsonpath', conditions: { '$[': {} } }, 'this is no JSONPath'],
    [{ by: 'schema', schema: { type: '${user}' } }, 'no JSON Schema that can be used'],
    [{ by: 'regex', regex: '${nope}' }, 'no variable "nope"'],
    [{ by: 'regex', regex: '(' }, 'no regular expression'],
    [{ by: 'hex', hex: '${nope}' }, 'no variable "nope"'],
    [{ by: 'hex', hex: 'xx${user}' }, 'no hexadecimal digit'],
  ])('says what is wrong with %j', (matcher, words) => {
    const prepared = prepareMatcher(matcher, variables);
    expect(!prepared.ok && prepared.problem).toContain(words);
  });
});
