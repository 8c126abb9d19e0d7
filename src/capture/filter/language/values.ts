import { assertNever } from '../../../base/assertNever.ts';
import { parseHex } from '../../../base/hex.ts';
import { VIOLATIONS } from '../../../protocol/violation.ts';
import { looksLikeDate, readDate } from './dates.ts';
import type { FragmentPlace, Range } from './filter.ts';
import { readJsonCondition } from './jsonCondition.ts';
import { type FilterKey, OPCODE_GROUPS } from './keys.ts';
import { nearest } from './nearest.ts';
import { numberReader } from './numbers.ts';
import { readRange } from './ranges.ts';
import { readQuoted } from './tokens.ts';
import type { ConditionRead, ReadValue, ValueProblem } from './valueRead.ts';

/** Reads what stands after a key's colon; offsets count from there. */
export function readValue(key: FilterKey, text: string): ConditionRead {
  if (text === '') return { ok: false, offset: 0, message: `"${key.name}:" needs a value, such as ${key.example}.` };
  const { takes } = key;
  switch (takes.kind) {
    case 'endpoint': {
      const names = readNames(key, text, ['client', 'server'] as const);
      return names.ok ? { ok: true, condition: { kind: 'from', from: names.names } } : names;
    }
    case 'opcode':
      return readOpcodes(key, text);
    case 'flag': {
      const set = readYesNo(key, text);
      return typeof set === 'boolean' ? { ok: true, condition: { kind: 'flag', key: takes.key, set } } : set;
    }
    case 'fragment': {
      const name = readName(key, text, ['yes', 'no', 'first', 'middle', 'last'] satisfies FragmentPlace[]);
      return name.ok ? { ok: true, condition: { kind: 'fragment', place: name.name } } : name;
    }
    case 'rsv':
      return readRsv(key, text);
    case 'violation':
      return readViolation(key, text);
    case 'close': {
      if (text === 'any') return { ok: true, condition: { kind: 'close', codes: [] } };
      const codes = readRanges(text, numberReader('count'));
      return codes.ok ? { ok: true, condition: { kind: 'close', codes: codes.ranges } } : codes;
    }
    case 'hex':
      return readHex(text);
    case 'json':
      return readJsonCondition(text);
    case 'note':
      return readNote(text);
    case 'number': {
      const dated = takes.unit === 'moment' && looksLikeDate(text);
      const ranges = readRanges(text, dated ? readDate : numberReader(takes.unit));
      if (!ranges.ok) return ranges;
      return { ok: true, condition: { kind: 'number', key: dated ? 'date' : takes.key, ranges: ranges.ranges } };
    }
    default:
      return assertNever(takes, 'kind of value');
  }
}

interface Piece {
  readonly text: string;
  readonly offset: number;
}

function piecesOf(text: string): readonly Piece[] {
  let offset = 0;
  return text.split(',').map((piece) => {
    const at = offset;
    offset += piece.length + 1;
    return { text: piece, offset: at };
  });
}

function readRanges(
  text: string,
  read: ReadValue,
): { readonly ok: true; readonly ranges: readonly Range[] } | ValueProblem {
  const ranges: Range[] = [];
  for (const piece of piecesOf(text)) {
    const found = readRange(piece.text, read);
    if (!found.ok) return { ...found, offset: found.offset + piece.offset };
    ranges.push(found.range);
  }
  return { ok: true, ranges };
}

function readName<Name extends string>(
  key: FilterKey,
  text: string,
  names: readonly Name[],
): { readonly ok: true; readonly name: Name } | ValueProblem {
  const name = names.find((known) => known === text.toLowerCase());
  return name === undefined ? noSuchName(key, { text, offset: 0 }, names) : { ok: true, name };
}

function readNames<Name extends string>(
  key: FilterKey,
  text: string,
  names: readonly Name[],
): { readonly ok: true; readonly names: readonly Name[] } | ValueProblem {
  const found = new Set<Name>();
  for (const piece of piecesOf(text)) {
    const read = readName(key, piece.text, names);
    if (!read.ok) return { ...read, offset: piece.offset };
    found.add(read.name);
  }
  return { ok: true, names: names.filter((name) => found.has(name)) };
}

function noSuchName(key: FilterKey, { text, offset }: Piece, names: readonly string[]): ValueProblem {
  const meant = nearest(text, names);
  const all = names.length > 8 ? `a name such as ${names.slice(0, 4).join(', ')}` : listOf(names);
  const fix = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return { ok: false, offset, message: `"${key.name}:" takes ${all}, not "${text}".${fix}` };
}

const listOf = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;

function readYesNo(key: FilterKey, text: string): boolean | ValueProblem {
  const lower = text.toLowerCase();
  if (['yes', 'true', '1'].includes(lower)) return true;
  if (['no', 'false', '0'].includes(lower)) return false;
  return noSuchName(key, { text, offset: 0 }, ['yes', 'no']);
}

function readOpcodes(key: FilterKey, text: string): ConditionRead {
  const opcodes = new Set<number>();
  for (const piece of piecesOf(text)) {
    const number = /^(?:0x[\da-f]|1[0-5]|\d)$/i.test(piece.text) ? [Number(piece.text)] : undefined;
    const group = Object.hasOwn(OPCODE_GROUPS, piece.text.toLowerCase()) && OPCODE_GROUPS[piece.text.toLowerCase()];
    const found = number ?? group;
    if (found === false || found === undefined) {
      const problem = noSuchName(key, piece, Object.keys(OPCODE_GROUPS));
      return { ...problem, message: `${problem.message} A number from 0 to 15 or 0x0 to 0xF does as well.` };
    }
    for (const opcode of found) opcodes.add(opcode);
  }
  return { ok: true, condition: { kind: 'opcode', opcodes: [...opcodes].sort((a, b) => a - b) } };
}

const RSV_NAMES: Readonly<Record<string, number>> = { none: 0, any: 7, '1': 1, '2': 2, '3': 4 };

function readRsv(key: FilterKey, text: string): ConditionRead {
  let bits = 0;
  for (const piece of piecesOf(text)) {
    const bit = Object.hasOwn(RSV_NAMES, piece.text) ? RSV_NAMES[piece.text] : undefined;
    if (bit === undefined) return noSuchName(key, piece, ['any', 'none', '1', '2', '3']);
    if (bit === 0 && text !== 'none') {
      return { ok: false, offset: piece.offset, message: '"none" stands alone. For either, write rsv:none or rsv:1.' };
    }
    bits |= bit;
  }
  return { ok: true, condition: { kind: 'rsv', bits } };
}

function readViolation(key: FilterKey, text: string): ConditionRead {
  if (text === 'any') return { ok: true, condition: { kind: 'violation', rules: [] } };
  const rules = new Set<string>();
  for (const piece of piecesOf(text)) {
    if (!Object.hasOwn(VIOLATIONS, piece.text)) {
      return noSuchName(key, piece, ['any', 'none', ...Object.keys(VIOLATIONS)]);
    }
    rules.add(piece.text);
  }
  return { ok: true, condition: { kind: 'violation', rules: [...rules] } };
}

function readNote(text: string): ConditionRead {
  if (text === 'any' || text === 'marked') return { ok: true, condition: { kind: 'note', test: { kind: text } } };
  const read = readWords(text);
  if (read.problem !== undefined) return { ok: false, offset: 0, message: read.problem.message };
  if (read.words.trim() === '')
    return {
      ok: false,
      offset: 0,
      message: 'There are no words between these quotes. For every note, write note:any.',
    };
  return { ok: true, condition: { kind: 'note', test: { kind: 'words', words: read.words } } };
}

const readWords = (text: string): ReturnType<typeof readQuoted> =>
  text.startsWith('"') ? readQuoted(text, 0) : { words: text };

function readHex(text: string): ConditionRead {
  const quoted = text.startsWith('"');
  const read = readWords(text);
  if (read.problem !== undefined) return { ok: false, offset: 0, message: read.problem.message };
  const hex = parseHex(read.words);
  if (!hex.ok) return { ok: false, offset: hex.offset + (quoted ? 1 : 0), message: hex.message };
  if (hex.bytes.length === 0) return { ok: false, offset: 0, message: 'At least one byte is needed, such as hex:0a.' };
  return { ok: true, condition: { kind: 'bytes', bytes: hex.bytes } };
}
