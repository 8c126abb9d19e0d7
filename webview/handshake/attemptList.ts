import { el, setText } from '../dom.ts';
import { plural } from '../numbers.ts';
import { fold } from './fold.ts';
import type { Place } from './memory.ts';

/** So many of the latest attempts stand in the open when there are more than `MANY`. */
const LATEST = 3;
const MANY = 5;

export interface AttemptList {
  readonly element: HTMLElement;
  /** Shows these, oldest first; an element that is already where it belongs is not touched, and keeps its focus and selection. */
  show(attempts: readonly HTMLElement[]): void;
}

/** Attempts in order. A connection that breaks again and again makes many: the earlier ones are folded together then. */
export function attemptList(place: Place): AttemptList {
  const count = el('span');
  const within = el('div', { class: 'earlier-attempts' });
  const earlier = fold(place.at('earlier'), false, { class: 'earlier', testid: 'earlier' }, [count], () => [within]);
  const element = el('div', { class: 'attempts' });
  return {
    element,
    show: (attempts) => {
      const folded = attempts.length > MANY ? attempts.slice(0, -LATEST) : [];
      setText(count, plural(folded.length, 'earlier attempt'));
      replaceChanged(within, folded);
      replaceChanged(element, [...(folded.length > 0 ? [earlier] : []), ...attempts.slice(folded.length)]);
    },
  };
}

function replaceChanged(parent: HTMLElement, elements: readonly HTMLElement[]): void {
  const kept = new Set<Element>(elements);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  elements.forEach((element, index) => {
    const there = parent.children[index];
    if (there !== element) parent.insertBefore(element, there ?? null);
  });
}
