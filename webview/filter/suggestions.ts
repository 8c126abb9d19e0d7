import type { Candidate } from '../../src/capture/filter/language/complete.ts';
import { el, fill, setAttribute, uniqueId } from '../dom.ts';

/** The list of what can be put in, below the field; the field keeps the focus. */
export interface Suggestions {
  readonly element: HTMLElement;
  readonly isOpen: () => boolean;
  /** Shows the candidates, none of them chosen; no candidates close the list. */
  show(candidates: readonly Candidate[]): void;
  close(): void;
  /** Chooses the next (1) or the previous (-1) one. */
  step(by: 1 | -1): void;
  readonly chosen: () => Candidate | undefined;
}

/** `field` is told what is chosen by ARIA; `take` is called when a candidate is clicked. */
export function suggestions(field: HTMLElement, take: (candidate: Candidate) => void): Suggestions {
  const id = uniqueId('suggestions');
  const element = el('ul', {
    class: 'suggestions',
    id,
    role: 'listbox',
    testid: 'filter-suggestions',
    'aria-label': 'Suggestions',
    hidden: true,
  });
  setAttribute(field, 'role', 'combobox');
  setAttribute(field, 'aria-autocomplete', 'list');
  setAttribute(field, 'aria-haspopup', 'listbox');
  setAttribute(field, 'aria-expanded', 'false');
  setAttribute(field, 'aria-controls', id);

  let candidates: readonly Candidate[] = [];
  let at = -1;

  const paint = (): void => {
    for (const [index, option] of [...element.children].entries()) {
      setAttribute(option, 'aria-selected', String(index === at));
      if (index === at && 'scrollIntoView' in option) option.scrollIntoView({ block: 'nearest' });
    }
    setAttribute(field, 'aria-activedescendant', at < 0 ? undefined : `${id}-${at}`);
  };

  const close = (): void => {
    candidates = [];
    at = -1;
    element.hidden = true;
    element.replaceChildren();
    setAttribute(field, 'aria-expanded', 'false');
    paint();
  };

  return {
    element,
    isOpen: () => candidates.length > 0,
    show: (next) => {
      if (next.length === 0) {
        close();
        return;
      }
      candidates = next;
      at = -1;
      fill(
        element,
        ...next.map((candidate, index) =>
          el(
            'li',
            {
              role: 'option',
              id: `${id}-${index}`,
              class: `suggestion ${candidate.kind}`,
              testid: 'filter-suggestion',
              'aria-selected': 'false',
              on: {
                // The field keeps the focus.
                mousedown: (event) => event.preventDefault(),
                click: () => take(candidate),
              },
            },
            el('span', { class: 'suggestion-label' }, candidate.label),
            el('span', { class: 'suggestion-words' }, candidate.words),
          ),
        ),
      );
      element.hidden = false;
      setAttribute(field, 'aria-expanded', 'true');
      paint();
    },
    close,
    step: (by) => {
      // Before the first one stands the field itself: a step back from there leads to the last.
      at = at < 0 && by < 0 ? candidates.length - 1 : (at + by + candidates.length) % candidates.length;
      paint();
    },
    chosen: () => candidates[at],
  };
}
