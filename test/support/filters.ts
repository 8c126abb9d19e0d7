import fc from 'fast-check';
import type { Condition, Filter, JsonLiteral, NumberKey, Range } from '../../src/capture/filter/language/filter.ts';
import { VIOLATIONS } from '../../src/protocol/violation.ts';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter((text) => text.isWellFormed());
const KEYS: readonly NumberKey[] = ['n', 'attempt', 'message', 'length', 'wire', 'inflated', 'time', 'gap'];

const rangeOf = (value: fc.Arbitrary<number>): fc.Arbitrary<Range> =>
  fc.oneof(
    fc.record({ kind: fc.constant('is' as const), value }),
    fc.tuple(value, value).map(([a, b]) => ({ kind: 'between' as const, min: Math.min(a, b), max: Math.max(a, b) })),
    fc.record({ kind: fc.constant('above' as const), value, inclusive: fc.boolean() }),
    fc.record({ kind: fc.constant('below' as const), value, inclusive: fc.boolean() }),
  );

const rangesOf = (value: fc.Arbitrary<number>) => fc.array(rangeOf(value), { minLength: 1, maxLength: 2 });

const literal: fc.Arbitrary<JsonLiteral> = fc.oneof(
  words,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 60n }),
);

const regex = fc.constantFrom('tick', '^a.c$', '[0-9]+', 'a\\/b', 'é|x', '(?:)', '[/ ]b').map((source) => ({ source }));
const flags = fc.constantFrom('', 'i', 'im', 's');
const path = fc.array(fc.oneof(words, fc.nat(3), fc.constantFrom('type', 'a', 'b')), { maxLength: 3 });

/** Every kind of condition. */
const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    kind: fc.constant('from' as const),
    from: fc.constantFrom<readonly ('client' | 'server')[]>(['client'], ['server'], ['client', 'server']),
  }),
  fc.record({
    kind: fc.constant('opcode' as const),
    opcodes: fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 4 }).map((all) => all.sort((a, b) => a - b)),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    key: fc.constantFrom(...KEYS),
    ranges: rangesOf(fc.oneof(fc.nat(20), fc.nat(100_000))),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    key: fc.constant('date' as const),
    ranges: rangesOf(fc.nat(100_000).map((micros) => 1_700_000_000_000_000 + micros)),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    key: fc.constant('ratio' as const),
    ranges: rangesOf(fc.nat(40).map((quarters) => quarters / 4)),
  }),
  fc.record({
    kind: fc.constant('flag' as const),
    key: fc.constantFrom('fin' as const, 'masked' as const, 'compressed' as const, 'complete' as const),
    set: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('fragment' as const),
    place: fc.constantFrom('yes' as const, 'no' as const, 'first' as const, 'middle' as const, 'last' as const),
  }),
  fc.record({
    kind: fc.constant('note' as const),
    test: fc.oneof(
      fc.record({ kind: fc.constantFrom('any' as const, 'marked' as const) }),
      fc.record({ kind: fc.constant('words' as const), words: words.filter((text) => text.trim() !== '') }),
    ),
  }),
  fc.record({ kind: fc.constant('rsv' as const), bits: fc.nat(7) }),
  fc.record({
    kind: fc.constant('violation' as const),
    rules: fc.uniqueArray(fc.constantFrom(...Object.keys(VIOLATIONS)), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('close' as const), codes: fc.oneof(fc.constant([]), rangesOf(fc.nat(5000))) }),
  fc.record({ kind: fc.constant('words' as const), text: words }),
  fc.record({ kind: fc.constant('bytes' as const), bytes: fc.uint8Array({ minLength: 1, maxLength: 3 }) }),
  fc.tuple(regex, flags).map(([{ source }, given]) => ({ kind: 'regex' as const, source, flags: given })),
  fc.record({
    kind: fc.constant('json' as const),
    path,
    test: fc.oneof(
      fc.constant({ kind: 'exists' as const }),
      fc.record({
        kind: fc.constant('compare' as const),
        operator: fc.constantFrom(
          '==' as const,
          '!=' as const,
          '<' as const,
          '<=' as const,
          '>' as const,
          '>=' as const,
        ),
        value: literal,
      }),
      fc.tuple(regex, flags).map(([{ source }, given]) => ({ kind: 'matches' as const, source, flags: given })),
    ),
  }),
);

/** Filters of those conditions, as the parser would give them: no `and` right inside an `and`, no `or` inside an `or`. */
const filterOf = (condition: fc.Arbitrary<Condition>): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter; not: Filter; and: Filter; or: Filter }>((tie) => ({
    filter: fc.oneof({ maxDepth: 3, depthIdentifier: 'filter' }, condition, tie('not'), tie('and'), tie('or')),
    not: tie('filter').map((of) => ({ kind: 'not' as const, of })),
    and: fc
      .array(tie('filter'), { minLength: 2, maxLength: 3 })
      .map((of) => ({ kind: 'and' as const, of: of.flatMap((part) => (part.kind === 'and' ? part.of : [part])) })),
    or: fc
      .array(tie('filter'), { minLength: 2, maxLength: 3 })
      .map((of) => ({ kind: 'or' as const, of: of.flatMap((part) => (part.kind === 'or' ? part.of : [part])) })),
  })).filter;

export const anyFilter: fc.Arbitrary<Filter> = filterOf(anyCondition);
