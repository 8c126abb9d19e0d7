import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseFilter } from '../../../../src/capture/filter/language/parse.ts';
import { printFilter, quoteWords } from '../../../../src/capture/filter/language/print.ts';
import { anyFilter } from '../../../support/filters.ts';

it('reads back whatever filter it prints', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      expect(parseFilter(printFilter(filter))).toEqual({ ok: true, filter });
    }),
    { numRuns: 2000 },
  );
});

it('puts words in quotes', () => {
  expect(quoteWords('a "b"\n')).toBe('"a \\"b\\"\\n"');
});

it('never throws, whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom('', 'from:', 'json:$', 'hex:"', '/', '(-'),
      (text, before) => {
        const parsed = parseFilter(before + text);
        if (parsed.ok) expect(parseFilter(printFilter(parsed.filter))).toEqual(parsed);
        else expect(parsed.problem.message).toMatch(/[.?]$/);
      },
    ),
    { numRuns: 2000 },
  );
});
