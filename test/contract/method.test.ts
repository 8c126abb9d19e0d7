import * as v from 'valibot';
import { expect, expectTypeOf, it } from 'vitest';
import { type ParamsOf, type ResultOf, method } from '../../src/contract/method.ts';

it('ties a schema and the type of a result together', () => {
  const declared = method(v.object({ a: v.number() })).returns<string>();
  expect(v.is(declared.params, { a: 1 })).toBe(true);
  expect(v.is(declared.params, { a: '1' })).toBe(false);
  expectTypeOf<ParamsOf<typeof declared>>().toEqualTypeOf<{ a: number }>();
  expectTypeOf<ResultOf<typeof declared>>().toEqualTypeOf<string>();
});
