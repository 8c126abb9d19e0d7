import type { Filter } from '../../capture/filter/language/filter.ts';
import type { ListFrames } from '../../contract/listView.ts';

/**
 * What matches and is not kept out of the list anyway. Cleared is cleared. Muted opcodes stay out unless the filter itself asks
 * for opcodes, close codes or violations. A folded message is there by its first frame, and any of its frames that breaks a rule. `messageAt` answers the
 * number of the message that begins with that frame (0-based).
 */
export function withinList(
  filter: Filter,
  { first, fold, otherwise, mute }: ListFrames,
  messageAt: (frame: number) => number | undefined,
): Filter {
  const conditions: Filter[] = [filter];
  if (first > 0) {
    conditions.push({ kind: 'number', key: 'n', ranges: [{ kind: 'above', value: first, inclusive: false }] });
  }
  if (mute.length > 0 && !asksForMuted(filter)) {
    conditions.push({ kind: 'not', of: { kind: 'opcode', opcodes: mute } });
  }
  const turned = otherwise.flatMap((frame) => messageAt(frame) ?? []);
  if (fold || turned.length > 0) conditions.push({ kind: 'not', of: foldedAway(fold, turned) });
  return conditions.length === 1 ? filter : { kind: 'and', of: conditions };
}

/** `turned`: messages for which `fold` is the other way round. */
function foldedAway(fold: boolean, turned: readonly number[]): Filter {
  const of: Filter[] = [
    {
      kind: 'or',
      of: [
        { kind: 'fragment', place: 'middle' },
        { kind: 'fragment', place: 'last' },
      ],
    },
    { kind: 'not', of: { kind: 'violation', rules: [] } },
  ];
  if (turned.length > 0) {
    const among: Filter = { kind: 'number', key: 'message', ranges: turned.map((value) => ({ kind: 'is', value })) };
    of.push(fold ? { kind: 'not', of: among } : among);
  }
  return { kind: 'and', of };
}

function asksForMuted(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.some(asksForMuted);
  if (filter.kind === 'not') return asksForMuted(filter.of);
  return filter.kind === 'opcode' || filter.kind === 'close' || filter.kind === 'violation';
}
