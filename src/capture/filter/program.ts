import { isQuick } from '../../base/regexCost.ts';
import { FRAME_FLAG, COLUMN_ROWS } from '../frameTable.ts';
import { inRanges } from './bounds.ts';
import { type FillColumn, type PageFacts, columnFill } from './columns.ts';
import { type FilterScope, type Fold, anyOf } from './folds.ts';
import type { HeldPayload } from './heldPayload.ts';
import type { Condition, Filter, PayloadCondition, Range } from './language/filter.ts';
import type { Needle } from './needle.ts';
import { type PayloadProbe, payloadProbe } from './payloadProbe.ts';
import { NO, OPEN, YES } from './verdict.ts';

/** A filter made ready: what the columns tell of a page stands in each node's `mask`. */
type Node = { readonly mask: Uint8Array } & (
  | { readonly kind: 'column'; readonly fill: FillColumn; readonly ofFold?: JudgeFold | undefined }
  | {
      readonly kind: 'payload';
      readonly fill: FillColumn;
      readonly ofFold?: JudgeFold | undefined;
      readonly probe: PayloadProbe;
    }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node }
);

/** The verdict on a message that is judged as one; `mask` has those on the frames of the page. */
type JudgeFold = (page: PageFacts, fold: Fold, mask: Uint8Array) => number;

/** A filter made ready for pages of frames, one after the other. */
export class FilterProgram {
  /** For each row of the page that was filled last: `NO`, `OPEN` or `YES`. */
  readonly verdicts: Uint8Array;
  /** An expression in it could take for ever on some payload. */
  readonly needsWatch: boolean;
  /** Every condition on payloads that is not negated: what a match can be shown by. */
  readonly shown: readonly PayloadProbe[];
  /** What has to stand in the payload of an open row that matches, whatever else is asked; undefined when there is nothing that must. */
  readonly required: Needle | undefined;
  readonly #filter: Filter;
  readonly #scope: FilterScope | undefined;
  readonly #root: Node;
  readonly #probes: readonly PayloadProbe[];

  constructor(filter: Filter, scope?: FilterScope) {
    this.#filter = filter;
    this.#scope = scope;
    const probes: PayloadProbe[] = [];
    const shown: PayloadProbe[] = [];
    const found = (probe: PayloadProbe, positive: boolean): void => {
      probes.push(probe);
      if (positive) shown.push(probe);
    };
    const asked = build(filter, { positive: true, folding: scope !== undefined, found });
    this.#root =
      scope === undefined
        ? asked
        : {
            kind: 'and',
            mask: new Uint8Array(COLUMN_ROWS),
            of: [build(scope.within, { positive: true, folding: false, found: () => undefined }), asked],
          };
    this.#probes = probes;
    this.shown = shown;
    this.required = requiredIn(this.#root);
    this.verdicts = this.#root.mask;
    this.needsWatch = mayBacktrack(filter);
  }

  /** The same filter once more, for another page at the same time. */
  twin(): FilterProgram {
    return new FilterProgram(this.#filter, this.#scope);
  }

  /** Which messages are judged as one; undefined when each frame is judged by itself. */
  get folds(): FilterScope['folds'] | undefined {
    return this.#scope?.folds;
  }

  /** Asks the columns of the page. */
  fill(page: PageFacts): void {
    fill(this.#root, page);
  }

  /** Whether the frame at that row of the page, which is open, matches with that payload. */
  matches(row: number, payload: HeldPayload): boolean {
    return matches(this.#root, row, payload);
  }

  /** Lets go of all buffers. */
  rest(): void {
    for (const probe of this.#probes) probe.rest();
  }

  /** All conditions on payloads. */
  get probes(): readonly PayloadProbe[] {
    return this.#probes;
  }
}

interface Building {
  readonly positive: boolean;
  /** Conditions are asked of folded messages. */
  readonly folding: boolean;
  readonly found: (probe: PayloadProbe, positive: boolean) => void;
}

function build(filter: Filter, building: Building): Node {
  const mask = new Uint8Array(COLUMN_ROWS);
  const { positive, folding, found } = building;
  if (filter.kind === 'all') return { kind: 'column', mask, fill: (page, into) => into.fill(YES, 0, page.count) };
  if (filter.kind === 'not') return { kind: 'not', mask, of: build(filter.of, { ...building, positive: !positive }) };
  if (filter.kind === 'and' || filter.kind === 'or') {
    return { kind: filter.kind, mask, of: filter.of.map((part) => build(part, building)) };
  }
  if (!asksPayload(filter)) {
    const column = columnFill(filter);
    return { kind: 'column', mask, fill: column, ofFold: folding ? judgeFold(filter, column) : undefined };
  }
  const probe = payloadProbe(filter);
  found(probe, positive);
  const rows = openRows(filter, probe);
  return { kind: 'payload', mask, probe, fill: rows, ofFold: folding ? judgeFold(filter, rows) : undefined };
}

/** Lengths are the message's; everything else holds for a message when it holds for any of its frames. */
function judgeFold(condition: Condition, rows: FillColumn): JudgeFold {
  if (condition.kind === 'number' && (condition.key === 'length' || condition.key === 'wire')) {
    const test = inRanges(condition.ranges);
    const { key } = condition;
    return (_page, { length, wireLength }) => (test(key === 'length' ? length : wireLength) ? YES : NO);
  }
  return (page, fold, mask) => anyOf(rows, page, fold, mask);
}

const PAYLOAD_KINDS: ReadonlySet<string> = new Set<PayloadCondition['kind']>([
  'words',
  'bytes',
  'regex',
  'json',
  'close',
]);

const asksPayload = (condition: Condition): condition is PayloadCondition => PAYLOAD_KINDS.has(condition.kind);

const { FIN, COMPRESSED, OPCODE_SHIFT } = FRAME_FLAG;
const CLOSE = 0x8;
/** RFC 6455 §7.1.5: never on the wire, it stands for a connection that ended without a Close frame. */
const BROKEN_OFF = 1006;

/** Which rows the condition has to look into. */
function openRows(condition: PayloadCondition, probe: PayloadProbe): FillColumn {
  if (condition.kind === 'close') return closeRows(condition.codes);
  const { leastBytes } = probe;
  return ({ flags, payloadLength, count }, mask) => {
    for (let i = 0; i < count; i++) {
      const bits = flags[i] ?? 0;
      // Not a fragment, not compressed: the frame's own payload is all there is to look into.
      const alone = (bits & FIN) !== 0 && (bits & COMPRESSED) === 0 && ((bits >>> OPCODE_SHIFT) & 15) !== 0;
      mask[i] = alone && (payloadLength[i] ?? 0) < leastBytes ? NO : OPEN;
    }
  };
}

function closeRows(codes: readonly Range[]): FillColumn {
  const brokenOffToo = codes.length > 0 && inRanges(codes)(BROKEN_OFF);
  return ({ first, flags, count, brokeOffAfter }, mask) => {
    for (let i = 0; i < count; i++) mask[i] = (((flags[i] ?? 0) >>> OPCODE_SHIFT) & 15) === CLOSE ? OPEN : NO;
    for (const frame of brokeOffAfter) {
      if (brokenOffToo && frame >= first && frame < first + count) mask[frame - first] = YES;
    }
  };
}

function fill(node: Node, page: PageFacts): void {
  const { mask } = node;
  const { count } = page;
  switch (node.kind) {
    case 'column':
    case 'payload':
      node.fill(page, mask);
      if (node.ofFold === undefined) return;
      for (const fold of page.folds) mask[(fold.frames[0] ?? page.first) - page.first] = node.ofFold(page, fold, mask);
      return;
    case 'not': {
      fill(node.of, page);
      const inner = node.of.mask;
      for (let i = 0; i < count; i++) mask[i] = YES - (inner[i] ?? 0);
      return;
    }
    case 'and':
    case 'or': {
      mask.fill(node.kind === 'and' ? YES : NO, 0, count);
      for (const part of node.of) {
        fill(part, page);
        const inner = part.mask;
        if (node.kind === 'and') for (let i = 0; i < count; i++) mask[i] = Math.min(mask[i] ?? 0, inner[i] ?? 0);
        else for (let i = 0; i < count; i++) mask[i] = Math.max(mask[i] ?? 0, inner[i] ?? 0);
      }
    }
  }
}

function matches(node: Node, row: number, payload: HeldPayload): boolean {
  const known = node.mask[row];
  if (known !== OPEN) return known === YES;
  switch (node.kind) {
    case 'column':
      return false;
    case 'payload':
      return node.probe.matches(payload);
    case 'not':
      return !matches(node.of, row, payload);
    case 'and':
      return node.of.every((part) => matches(part, row, payload));
    case 'or':
      return node.of.some((part) => matches(part, row, payload));
  }
}

/** No row is known to match by such a condition before its payload is seen, so that every match of an open row has it. */
function requiredIn(node: Node): Needle | undefined {
  if (node.kind === 'payload') return node.probe.needle;
  if (node.kind !== 'and') return undefined;
  for (const part of node.of) {
    const needle = requiredIn(part);
    if (needle !== undefined) return needle;
  }
  return undefined;
}

function mayBacktrack(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(mayBacktrack);
  if (filter.kind === 'not') return mayBacktrack(filter.of);
  if (filter.kind === 'regex') return !isQuick(filter.source, Infinity);
  return filter.kind === 'json' && filter.test.kind === 'matches' && !isQuick(filter.test.source, Infinity);
}
