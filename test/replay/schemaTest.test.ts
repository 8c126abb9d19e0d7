import { describe, expect, it } from 'vitest';
import { prepareSchema } from '../../src/replay/schemaTest.ts';
import type { Json } from '../../src/replay/sequence.ts';

function test(schema: Json, json: Json) {
  const prepared = prepareSchema(schema);
  if (!prepared.ok) throw new Error(prepared.problem);
  return prepared.test(json);
}

const draft2020 = 'https://json-schema.org/draft/2020-12/schema';

describe('prepareSchema', () => {
  it.each<[Json, Json]>([
    [{ type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }, { id: 7 }],
    [true, 'anything'],
    [{ type: 'string', format: 'never-heard-of' }, 'x'],
    [{ $schema: draft2020, prefixItems: [{ type: 'number' }] }, [1, 'x']],
    [{ definitions: { a: { const: 1 } }, $ref: '#/definitions/a' }, 1],
  ])('%j takes %j', (schema, json) => {
    expect(test(schema, json)).toEqual({ kind: 'match' });
    expect(test(schema, json)).toEqual({ kind: 'match' });
  });

  it('tells where and what it is not', () => {
    const schema = { type: 'object', required: ['id'], properties: { n: { type: 'integer' } } };
    expect(test(schema, { n: 'x' })).toMatchObject({
      kind: 'miss',
      difference: "the whole message: must have required property 'id'; at /n: must be integer",
    });
    expect(test({ $schema: draft2020, prefixItems: [{ type: 'number' }] }, ['x'])).toMatchObject({ kind: 'miss' });
    expect(test(false, 1)).toMatchObject({ kind: 'miss' });
  });

  it.each<[Json, string]>([
    [{ type: 'nonsense' }, 'This is no JSON Schema that can be used'],
    [{ $ref: 'https://example.test/elsewhere.json' }, "can't resolve reference"],
    [{ pattern: '(' }, 'no regular expression'],
  ])('says what is wrong with %j', (schema, words) => {
    const prepared = prepareSchema(schema);
    expect(!prepared.ok && prepared.problem).toContain(words);
  });

  it('gives up on a pattern that would run for ever', () => {
    expect(test({ pattern: '^(a+)+$' }, `${'a'.repeat(60)}!`)).toMatchObject({ kind: 'error' });
  });
});
