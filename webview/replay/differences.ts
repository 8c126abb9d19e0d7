import type { Difference } from '../../src/replay/sequence.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el } from '../dom.ts';
import { plural } from '../numbers.ts';

/** How the replies of a run differ from the recorded ones. */
export function differencesView(differences: readonly Difference[] | undefined): HTMLElement | false {
  if (differences === undefined) return false;
  if (differences.length === 0) {
    return el('p', { class: 'run-differences', testid: 'replay-differences' }, 'The replies are as recorded.');
  }
  return el(
    'details',
    { class: 'run-differences', testid: 'replay-differences', open: true },
    el('summary', {}, `${plural(differences.length, 'difference')} from the recording`),
    el('ul', {}, ...differences.map((one) => el('li', {}, ...visibleNodes(differenceWords(one))))),
  );
}

/** One difference in a sentence; replies are counted from 1. */
export function differenceWords(difference: Difference): string {
  switch (difference.kind) {
    case 'missing':
      return `Recorded reply ${difference.recorded + 1} did not come: ${difference.text}`;
    case 'extra':
      return `Reply ${difference.reply + 1} was not recorded: ${difference.text}`;
    case 'reordered':
      return `Recorded reply ${difference.recorded + 1} came out of order, as reply ${difference.reply + 1}: ${difference.text}`;
    case 'changed':
      return `Reply ${difference.reply + 1}, at ${difference.path}: recorded ${difference.expected}, got ${difference.actual}`;
    case 'timing':
      return `Reply ${difference.reply + 1} came ${Math.abs(difference.laterMs)} ms ${difference.laterMs > 0 ? 'later' : 'earlier'} than recorded`;
  }
}
