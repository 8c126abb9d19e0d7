import { formatHex } from '../../../base/hex.ts';
import { formatJsonPath } from '../../../base/jsonPath.ts';
import { isReservedOpcode, opcodeName } from '../../../protocol/opcode.ts';
import { printDate } from './dates.ts';
import type { Condition, Filter, NumberKey, Range } from './filter.ts';
import { printMicros } from './numbers.ts';
import { printRange } from './ranges.ts';

/** The filter as text that reads back as the same filter. */
export function printFilter(filter: Filter): string {
  if (filter.kind === 'all') return '';
  if (filter.kind === 'and') {
    return filter.of.map((part) => (part.kind === 'or' ? `(${printFilter(part)})` : printFilter(part))).join(' ');
  }
  if (filter.kind === 'or') return filter.of.map(printFilter).join(' or ');
  if (filter.kind !== 'not') return printCondition(filter);
  const inner = printFilter(filter.of);
  return filter.of.kind === 'and' || filter.of.kind === 'or' ? `-(${inner})` : `-${inner}`;
}

function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'from':
      return `from:${condition.from.join(',')}`;
    case 'opcode':
      return `opcode:${condition.opcodes.map(printOpcode).join(',')}`;
    case 'number':
      return `${condition.key === 'date' ? 'time' : condition.key}:${printRanges(condition.ranges, printerOf(condition.key))}`;
    case 'flag':
      return `${condition.key}:${condition.set ? 'yes' : 'no'}`;
    case 'fragment':
      return `fragment:${condition.place}`;
    case 'rsv':
      return `rsv:${printRsv(condition.bits)}`;
    case 'violation':
      return `violation:${condition.rules.length === 0 ? 'any' : condition.rules.join(',')}`;
    case 'close':
      return `close:${condition.codes.length === 0 ? 'any' : printRanges(condition.codes, String)}`;
    case 'note':
      return `note:${condition.test.kind === 'words' ? quoteWords(condition.test.words) : condition.test.kind}`;
    case 'words':
      return quoteWords(condition.text);
    case 'bytes':
      return `hex:"${formatHex(condition.bytes)}"`;
    case 'regex':
      return `/${condition.source}/${condition.flags}`;
    case 'json':
      return printJson(condition);
  }
}

/** Words in quotes, as the language reads them. */
export const quoteWords = (words: string): string => JSON.stringify(words);

const printRanges = (ranges: readonly Range[], print: (value: number) => string): string =>
  ranges.map((range) => printRange(range, print)).join(',');

const printOpcode = (opcode: number): string =>
  isReservedOpcode(opcode) ? `0x${opcode.toString(16)}` : opcodeName(opcode);

function printerOf(key: NumberKey): (value: number) => string {
  if (key === 'date') return printDate;
  if (key === 'time') return (micros) => `+${printMicros(micros)}`;
  return key === 'gap' ? printMicros : String;
}

function printRsv(bits: number): string {
  if (bits === 0) return 'none';
  if (bits === 7) return 'any';
  return [1, 2, 3].filter((bit) => (bits & (1 << (bit - 1))) !== 0).join(',');
}

function printJson({ path, test }: Condition & { readonly kind: 'json' }): string {
  const place = `json:${formatJsonPath(path)}`;
  switch (test.kind) {
    case 'exists':
      return place;
    case 'compare':
      return `${place}${test.operator}${typeof test.value === 'bigint' ? String(test.value) : JSON.stringify(test.value)}`;
    case 'matches':
      return `${place}=~/${test.source}/${test.flags}`;
  }
}
