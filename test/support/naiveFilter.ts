import { isUtf8 } from 'node:buffer';
import { valueAt } from '../../src/base/jsonPath.ts';
import type { FilterScope } from '../../src/capture/filter/folds.ts';
import type { Capture } from '../../src/capture/capture.ts';
import type { FrameFacts, FrameRow } from '../../src/capture/frameRow.ts';
import type { Condition, Filter, JsonLiteral, NumberKey, Range } from '../../src/capture/filter/language/filter.ts';

interface Known {
  readonly facts: FrameFacts;
  readonly row: FrameRow;
  readonly payload: Buffer;
  readonly attempt: number;
  /** Microseconds. */
  readonly gap: number | undefined;
  readonly startedAt: number;
  readonly brokeOff: boolean;
}

/** The frames that match, found by asking for everything of every frame; a folded message is judged at its first. */
export async function naiveMatches(
  capture: Capture,
  filter: Filter,
  folds: FilterScope['folds'] = () => false,
): Promise<number[]> {
  const rows = await capture.page(0, capture.frameCount);
  const all: Known[] = [];
  for (const [frame, row] of rows.entries()) {
    const facts = await capture.frame(frame);
    const of = facts.message === undefined ? 'frame' : 'message';
    const { bytes } = await capture.payload(frame, of, 0, 1e9);
    const attempt = capture.attempts.findLast(({ firstFrame }) => firstFrame <= frame)!;
    const before = rows[frame - 1];
    const last = frame === attempt.firstFrame + attempt.frames - 1;
    const known: Known = {
      facts,
      row,
      payload: Buffer.from(bytes),
      attempt: attempt.number,
      gap: before === undefined ? undefined : Math.round((row.atMs - before.atMs) * 1000),
      startedAt: capture.startedAt,
      brokeOff: last && attempt.closing?.ended !== undefined && attempt.closing.code === 1006,
    };
    all.push(known);
  }
  return rows.flatMap((_, frame) => {
    const { facts } = all[frame]!;
    const isFirst = facts.opcode > 0 && facts.opcode < 8 && !facts.fin && facts.message !== undefined;
    const parts = isFirst && folds(frame) ? all.filter((other) => sameMessage(all[frame]!, other)) : [all[frame]!];
    return holds(filter, parts) ? [frame] : [];
  });
}

const sameMessage = (a: Known, b: Known): boolean =>
  a.attempt === b.attempt && a.facts.message?.number === b.facts.message?.number;

/** `parts`: one frame, or all of a folded message. */
function holds(filter: Filter, parts: readonly Known[]): boolean {
  if (filter.kind === 'all') return true;
  if (filter.kind === 'and') return filter.of.every((part) => holds(part, parts));
  if (filter.kind === 'or') return filter.of.some((part) => holds(part, parts));
  if (filter.kind === 'not') return !holds(filter.of, parts);
  if (filter.kind === 'number' && (filter.key === 'length' || filter.key === 'wire')) {
    const key = filter.key === 'length' ? 'payloadLength' : 'wireLength';
    const sum = parts.reduce((total, { row }) => total + row[key], 0);
    return within(sum, filter.ranges);
  }
  return parts.some((part) => condition(filter, part));
}

function condition(asked: Condition, known: Known): boolean {
  const { facts, row, payload } = known;
  switch (asked.kind) {
    case 'from':
      return asked.from.includes(facts.from);
    case 'opcode':
      return asked.opcodes.includes(facts.opcode);
    case 'flag': {
      const flags = {
        fin: facts.fin,
        masked: facts.masked,
        complete: row.complete,
        compressed: facts.message?.compressed === true,
      };
      return flags[asked.key] === asked.set;
    }
    case 'fragment': {
      const data = facts.opcode < 8;
      const goesOn = facts.opcode === 0;
      const place = !data ? 'no' : goesOn && facts.fin ? 'last' : goesOn ? 'middle' : facts.fin ? 'no' : 'first';
      return asked.place === 'yes' ? place !== 'no' : place === asked.place;
    }
    case 'rsv':
      return asked.bits === 0
        ? !facts.rsv.includes(true)
        : facts.rsv.some((set, index) => set && (asked.bits & (1 << index)) !== 0);
    case 'violation':
      return asked.rules.length === 0
        ? row.violations > 0
        : facts.violations.some(({ rule }) => asked.rules.includes(rule));
    case 'number': {
      const number = numberOf(asked.key, known);
      return number !== undefined && within(number, asked.ranges);
    }
    case 'note':
      // Nobody left any.
      return false;
    case 'close': {
      if (known.brokeOff && asked.codes.length > 0 && within(1006, asked.codes)) return true;
      if (facts.opcode !== 8) return false;
      const code = payload.length < 2 ? 1005 : payload.readUInt16BE(0);
      return asked.codes.length === 0 || within(code, asked.codes);
    }
    case 'words':
      return payload.includes(asked.text);
    case 'bytes':
      return payload.includes(Buffer.from(asked.bytes));
    case 'regex':
      return new RegExp(asked.source, asked.flags).test(payload.toString(isUtf8(payload) ? 'utf8' : 'latin1'));
    case 'json': {
      let json: unknown;
      try {
        json = JSON.parse(payload.toString());
      } catch {
        return false;
      }
      const found = valueAt(json, asked.path);
      if (found === undefined) return false;
      const { test } = asked;
      if (test.kind === 'exists') return true;
      if (test.kind === 'matches') {
        return typeof found.value === 'string' && new RegExp(test.source, test.flags).test(found.value);
      }
      return compare(found.value, test.value, test.operator);
    }
  }
}

function numberOf(key: NumberKey, { facts, row, attempt, gap, startedAt }: Known): number | undefined {
  switch (key) {
    case 'n':
      return facts.number;
    case 'attempt':
      return attempt;
    case 'message':
      return row.message;
    case 'length':
      return facts.payloadLength;
    case 'wire':
      return facts.wireLength;
    case 'inflated':
      return row.inflatedLength;
    case 'ratio':
      return row.inflatedLength === undefined ? undefined : row.inflatedLength / facts.message!.wireLength;
    case 'time':
      return Math.round(facts.atMs * 1000);
    case 'date':
      return startedAt + Math.round(facts.atMs * 1000);
    case 'gap':
      return gap;
  }
}

const within = (number: number, ranges: readonly Range[]): boolean =>
  ranges.some((range) => {
    if (range.kind === 'is') return number === range.value;
    if (range.kind === 'between') return range.min <= number && number <= range.max;
    if (range.inclusive && number === range.value) return true;
    return range.kind === 'above' ? number > range.value : number < range.value;
  });

function compare(value: unknown, literal: JsonLiteral, operator: string): boolean {
  const wanted = typeof literal === 'bigint' ? Number(literal) : literal;
  if (operator === '==') return value === wanted;
  if (operator === '!=') return value !== wanted;
  if (typeof value !== typeof wanted || (typeof value !== 'number' && typeof value !== 'string')) return false;
  const order = value < (wanted as string) ? -1 : value > (wanted as string) ? 1 : 0;
  return operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0;
}
