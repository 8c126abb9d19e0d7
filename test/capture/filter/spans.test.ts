import { expect, it } from 'vitest';
import { FilterProgram } from '../../../src/capture/filter/program.ts';
import { spansIn } from '../../../src/capture/filter/spans.ts';
import { readFilter } from '../../support/filterReading.ts';

function found(text: string, payload: string | Uint8Array): string[] {
  const bytes = Buffer.from(payload as string);
  const spans = spansIn(new FilterProgram(readFilter(text)), bytes);
  return spans.map(({ offset, length }) => `${offset} ${bytes.toString('latin1', offset, offset + length)}`);
}

it('tells where words, bytes and expressions stand, in bytes', () => {
  expect(found('tick', 'tick tock tick')).toEqual(['0 tick', '10 tick']);
  expect(found('hex:"63 6b"', 'tick tock')).toEqual(['2 ck', '7 ck']);
  expect(found('/T.CK/i', 'né tick')).toEqual(['4 tick']);
  expect(found('/\\xff./', Uint8Array.of(0x61, 0xff, 0x62))).toEqual(['1 \xffb']);
  expect(found('/x*/', 'aaa')).toEqual([]);
});

it('leaves out what is not to be there, and what overlaps', () => {
  expect(found('a -b from:client', 'ab')).toEqual(['0 a']);
  expect(found('-(-b)', 'ab')).toEqual(['1 b']);
  expect(found('abc or bcd or ab', 'abcd')).toEqual(['0 abc']);
});

it('tells the first thousand', () => {
  expect(found('a or /b/', 'ab'.repeat(2000))).toHaveLength(1000);
});

it('comes back from an expression that takes for ever', () => {
  expect(found('/^(a+)+$/', `${'a'.repeat(50)}b`)).toEqual([]);
});
