import type { FilterScope } from '../../capture/filter/folds.ts';
import type { Filter, NumberKey } from '../../capture/filter/language/filter.ts';
import type { ListFrames } from '../../contract/listView.ts';

/** Messages are numbered anew in each attempt. */
export interface NumberedMessage {
  readonly attempt: number;
  readonly number: number;
}

/**
 * What such a list lets a filter pick from. Cleared is cleared. Muted opcodes stay out unless the filter itself asks for opcodes,
 * close codes or violations. A folded message is there by its first frame, for all of its frames. `messageAt` answers which
 * message begins with that frame (0-based).
 */
export function withinList(
  filter: Filter,
  { first, fold, otherwise, mute }: ListFrames,
  messageAt: (frame: number) => NumberedMessage | undefined,
): FilterScope {
  const conditions: Filter[] = [];
  if (first > 0) {
    conditions.push({ kind: 'number', key: 'n', ranges: [{ kind: 'above', value: first, inclusive: false }] });
  }
  if (mute.length > 0 && !asksForMuted(filter)) {
    conditions.push({ kind: 'not', of: { kind: 'opcode', opcodes: mute } });
  }
  const turned = otherwise.flatMap((frame) => messageAt(frame) ?? []);
  if (fold || turned.length > 0) conditions.push({ kind: 'not', of: foldedAway(fold, turned) });
  const within: Filter = conditions.length === 0 ? { kind: 'all' } : { kind: 'and', of: conditions };
  const others = new Set(otherwise);
  return { within, folds: (frame) => fold !== others.has(frame) };
}

/** `turned`: messages for which `fold` is the other way round. A continuation of nothing is part of no fold. */
function foldedAway(fold: boolean, turned: readonly NumberedMessage[]): Filter {
  const of: Filter[] = [
    {
      kind: 'or',
      of: [
        { kind: 'fragment', place: 'middle' },
        { kind: 'fragment', place: 'last' },
      ],
    },
    { kind: 'not', of: { kind: 'violation', rules: ['continuation-without-start'] } },
  ];
  if (turned.length > 0) of.push(fold ? { kind: 'not', of: isMessage(turned) } : isMessage(turned));
  return { kind: 'and', of };
}

function isMessage(turned: readonly NumberedMessage[]): Filter {
  const attempts = new Set(turned.map(({ attempt }) => attempt));
  const is = (key: NumberKey, values: readonly number[]): Filter => ({
    kind: 'number',
    key,
    ranges: values.map((value) => ({ kind: 'is', value })),
  });
  const numbersIn = (wanted: number): readonly number[] =>
    turned.flatMap(({ attempt, number }) => (attempt === wanted ? [number] : []));
  return {
    kind: 'or',
    of: [...attempts].map((attempt) => ({
      kind: 'and',
      of: [is('attempt', [attempt]), is('message', numbersIn(attempt))],
    })),
  };
}

function asksForMuted(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(asksForMuted);
  if (filter.kind === 'not') return asksForMuted(filter.of);
  return filter.kind === 'opcode' || filter.kind === 'close' || filter.kind === 'violation';
}
