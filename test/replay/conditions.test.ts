import { describe, expect, it } from 'vitest';
import { prepareConditions } from '../../src/replay/conditions.ts';
import type { Condition, Json } from '../../src/replay/sequence.ts';

function test(conditions: Readonly<Record<string, Condition>>, json: Json) {
  const prepared = prepareConditions(conditions);
  if (!prepared.ok) throw new Error(prepared.problem);
  return prepared.test(json);
}

const message = { type: 'list', n: 5, items: ['a', 'b'], who: { name: 'ann' }, none: null, on: true };

describe('prepareConditions', () => {
  it.each<[Record<string, Condition>]>([
    [{ '$.type': { equals: 'list' }, '$.n': { above: 4, below: 6 } }],
    [{ '$.items': { length: 2 }, '$.who': { length: 1 }, '$.type': { length: 4 } }],
    [{ '$.items': { equals: ['a', 'b'] } }],
    [{ '$.items[*]': { type: 'text', oneOf: ['a', 'b', 'c'] } }],
    [{ '$.gone': { exists: false }, '$.n': { exists: true } }],
    [{ '$.type': { regex: '^l.st$' }, '$.n': { not: 6 } }],
    [
      {
        '$.none': { type: 'null' },
        '$.on': { type: 'boolean' },
        '$.who': { type: 'object' },
        '$.n': { type: 'number' },
      },
    ],
  ])('%j holds', (conditions) => {
    expect(test(conditions, message)).toEqual({ kind: 'match' });
  });

  it.each<[Record<string, Condition>, string]>([
    [{ '$.type': { equals: 'error' } }, 'at $.type: expected "error", got "list"'],
    [{ '$.who': { equals: {} } }, 'at $.who: expected {}, got {"name":"ann"}'],
    [{ '$.gone': { equals: 1 } }, 'at $.gone: nothing is there'],
    [{ '$.n': { exists: false } }, 'at $.n: nothing was expected, got 5'],
    [{ '$.n': { above: 5 } }, 'at $.n: expected a number above 5, got 5'],
    [{ '$.type': { below: 5 } }, 'at $.type: expected a number below 5, got "list"'],
    [{ '$.n': { not: 5 } }, 'at $.n: expected anything but 5, got 5'],
    [{ '$.n': { oneOf: [1, 2] } }, 'at $.n: expected one of [1,2], got 5'],
    [{ '$.n': { length: 1 } }, 'at $.n: expected a length of 1, got 5'],
    [{ '$.items': { type: 'object' } }, 'at $.items: expected the type object, got ["a","b"]'],
    [{ '$.items[*]': { regex: 'a' } }, 'at $.items[*]: expected a text that matches a, got "b"'],
    [{ '$.n': { regex: '5' } }, 'at $.n: expected a text that matches 5, got 5'],
  ])('%j does not hold', (conditions, words) => {
    expect(test(conditions, message)).toMatchObject({ kind: 'miss', difference: words });
  });

  it('rates the nearer miss higher', () => {
    const conditions = { '$.a': { equals: 1 }, '$.b': { equals: 2 } };
    const likeness = (json: Json) => {
      const result = test(conditions, json);
      return result.kind === 'miss' ? result.likeness : 1;
    };
    expect(likeness({ a: 1 })).toBeGreaterThan(likeness({}));
  });

  it('says what is wrong with it, and gives up on a regex that would run for ever', () => {
    expect(prepareConditions({ '$[': {} })).toMatchObject({ ok: false });
    expect(prepareConditions({ $: { regex: '(' } })).toMatchObject({ ok: false });
    expect(test({ $: { regex: '^(a+)+$' } }, `${'a'.repeat(60)}!`)).toMatchObject({ kind: 'error' });
    expect(test({ '$[?search(@, "^(a+)+$")]': {} }, [`${'a'.repeat(60)}!`])).toMatchObject({ kind: 'error' });
  });
});
