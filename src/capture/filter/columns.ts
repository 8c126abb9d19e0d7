import { assertNever } from '../../base/assertNever.ts';
import type { Violation } from '../../protocol/violation.ts';
import type { FrameNotes } from '../frameNotes.ts';
import { COLUMN_ROWS, FRAME_FLAG, type FrameColumns, NO_LENGTH, headerLengthOf } from '../frameTable.ts';
import { inRanges } from './bounds.ts';
import type { Fold } from './folds.ts';
import type { ColumnCondition, FlagKey, FragmentPlace, NoteTest, NumberKey, Range } from './language/filter.ts';
import { NO, YES } from './verdict.ts';

/** A page of the frame table, and what else is known of its frames. */
export interface PageFacts extends FrameColumns {
  /** When the capture began, in microseconds since the epoch. */
  readonly startedAt: number;
  /** When the frame before the page came; NaN when there is none. */
  readonly atBefore: number;
  /** Of all frames, in any order. */
  readonly notes: FrameNotes | undefined;
  /** Frames after which the connection broke off: it ended without a Close frame (1006 in RFC 6455 §7.1.5). */
  readonly brokeOffAfter: readonly number[];
  readonly attemptOf: (frame: number) => number;
  readonly violationsOf: (frame: number) => readonly Violation[];
  /** Bytes of payload, as on the wire, in the whole message that the frame ends. */
  readonly messageLength: (frame: number) => number;
  /** Messages that begin on the page and are judged as one. */
  readonly folds: readonly Fold[];
  /** The page that another frame is on. */
  readonly pageOf: (frame: number) => PageFacts;
}

/** For numbers of a page that are not in memory one by one; they last until the next are asked for. */
const room = new Float64Array(COLUMN_ROWS);

/** Writes `YES` or `NO` for rows `0` … `count - 1` of the page. */
export type FillColumn = (page: PageFacts, mask: Uint8Array) => void;

const { SERVER, FIN, RSV1, MASKED, COMPLETE, COMPRESSED, OPCODE_SHIFT } = FRAME_FLAG;
const CONTROL = 8;

export function columnFill(condition: ColumnCondition): FillColumn {
  switch (condition.kind) {
    case 'from': {
      const wanted = { client: condition.from.includes('client'), server: condition.from.includes('server') };
      return byFlags((flags) => ((flags & SERVER) !== 0 ? wanted.server : wanted.client));
    }
    case 'opcode': {
      const set = condition.opcodes.reduce((bits, opcode) => bits | (1 << opcode), 0);
      return byFlags((flags) => ((set >>> ((flags >>> OPCODE_SHIFT) & 15)) & 1) === 1);
    }
    case 'flag': {
      const bit = FLAG_BITS[condition.key];
      const wanted = condition.set ? bit : 0;
      return byFlags((flags) => (flags & bit) === wanted);
    }
    case 'fragment':
      return byFlags(PLACES[condition.place]);
    case 'rsv': {
      const bits = condition.bits * RSV1;
      return bits === 0 ? byFlags((flags) => (flags & (7 * RSV1)) === 0) : byFlags((flags) => (flags & bits) !== 0);
    }
    case 'violation':
      return byViolations(condition.rules);
    case 'number':
      return byNumber(condition.key, condition.ranges);
    case 'note':
      return byNote(condition.test);
    default:
      return assertNever(condition, 'kind of condition');
  }
}

const FLAG_BITS: Readonly<Record<FlagKey, number>> = {
  fin: FIN,
  masked: MASKED,
  complete: COMPLETE,
  compressed: COMPRESSED,
};

const opcodeOf = (flags: number): number => (flags >>> OPCODE_SHIFT) & 15;

/** RFC 6455 §5.4; control frames are no fragments, whatever their FIN bit says. */
const PLACES: Readonly<Record<FragmentPlace, (flags: number) => boolean>> = {
  yes: (flags) => opcodeOf(flags) < CONTROL && ((flags & FIN) === 0 || opcodeOf(flags) === 0),
  no: (flags) => opcodeOf(flags) >= CONTROL || ((flags & FIN) !== 0 && opcodeOf(flags) !== 0),
  first: (flags) => opcodeOf(flags) > 0 && opcodeOf(flags) < CONTROL && (flags & FIN) === 0,
  middle: (flags) => opcodeOf(flags) === 0 && (flags & FIN) === 0,
  last: (flags) => opcodeOf(flags) === 0 && (flags & FIN) !== 0,
};

/** Flags have 14 bits: the answers for all of them are a small table, which every page looks up. */
function byFlags(test: (flags: number) => boolean): FillColumn {
  const table = new Uint8Array(1 << 16);
  for (let flags = 0; flags < table.length; flags++) table[flags] = test(flags) ? YES : NO;
  return ({ flags, count }, mask) => {
    for (let i = 0; i < count; i++) mask[i] = table[flags[i] ?? 0] ?? NO;
  };
}

function byViolations(rules: readonly string[]): FillColumn {
  const wanted = new Set(rules);
  return ({ first, violations, count, violationsOf }, mask) => {
    for (let i = 0; i < count; i++) {
      const broken = (violations?.[i] ?? 0) > 0;
      mask[i] =
        broken && (wanted.size === 0 || violationsOf(first + i).some(({ rule }) => wanted.has(rule))) ? YES : NO;
    }
  };
}

function byNote(test: NoteTest): FillColumn {
  const words = test.kind === 'words' ? test.words.toLowerCase() : '';
  return ({ first, count, notes }, mask) => {
    mask.fill(NO, 0, count);
    for (const { frame, note = '', marked } of notes?.current() ?? []) {
      if (frame < first || frame >= first + count) continue;
      const found = test.kind === 'any' || (test.kind === 'marked' ? marked === true : holdsWords(note, words));
      mask[frame - first] = found ? YES : NO;
    }
  };
}

const holdsWords = (note: string, words: string): boolean => note.toLowerCase().includes(words);

function byNumber(key: NumberKey, ranges: readonly Range[]): FillColumn {
  const test = inRanges(ranges);
  switch (key) {
    case 'n':
      return ({ first, count }, mask) => {
        for (let i = 0; i < count; i++) mask[i] = test(first + i + 1) ? YES : NO;
      };
    case 'attempt':
      return ({ first, count, attemptOf }, mask) => {
        for (let i = 0; i < count; i++) mask[i] = test(attemptOf(first + i)) ? YES : NO;
      };
    case 'message':
      return ({ message, count }, mask) => {
        const messages = message.first(count, room);
        for (let i = 0; i < count; i++) mask[i] = test(messages[i] ?? 0) ? YES : NO;
      };
    case 'length':
      return ({ payloadLength, count }, mask) => {
        for (let i = 0; i < count; i++) mask[i] = test(payloadLength[i] ?? 0) ? YES : NO;
      };
    case 'wire':
      return ({ payloadLength, flags, count }, mask) => {
        for (let i = 0; i < count; i++)
          mask[i] = test((payloadLength[i] ?? 0) + headerLengthOf(flags[i] ?? 0)) ? YES : NO;
      };
    case 'inflated':
      return byInflated((inflated) => test(inflated));
    case 'ratio':
      return byInflated((inflated, wire) => test(inflated / wire()));
    case 'time':
      // Rounded as rows show it: a double of microseconds since the epoch is exact to a quarter of one.
      return ({ at, count, startedAt }, mask) => {
        const moments = at.first(count, room);
        for (let i = 0; i < count; i++) mask[i] = test(Math.round((moments[i] ?? 0) - startedAt)) ? YES : NO;
      };
    case 'date':
      return ({ at, count }, mask) => {
        const moments = at.first(count, room);
        for (let i = 0; i < count; i++) mask[i] = test(moments[i] ?? 0) ? YES : NO;
      };
    case 'gap':
      return ({ at, count, atBefore }, mask) => {
        const moments = at.first(count, room);
        let before = atBefore;
        for (let i = 0; i < count; i++) {
          const moment = moments[i] ?? 0;
          mask[i] = test(Math.round(moment - before)) ? YES : NO;
          before = moment;
        }
      };
    default:
      return assertNever(key, 'number');
  }
}

/** Only the last frame of a compressed message has an inflated length. */
function byInflated(test: (inflated: number, wire: () => number) => boolean): FillColumn {
  return ({ first, inflated, count, messageLength }, mask) => {
    for (let i = 0; i < count; i++) {
      const length = inflated?.[i] ?? NO_LENGTH;
      mask[i] = length !== NO_LENGTH && test(length, () => messageLength(first + i)) ? YES : NO;
    }
  };
}
