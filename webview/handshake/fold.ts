import { type Attributes, type Child, el } from '../dom.ts';
import type { Place } from './memory.ts';

/**
 * A part that can be folded, and stays as the user left it; `open` is what it is until then. Its content is made when it is opened
 * for the first time.
 */
export function fold(
  place: Place,
  open: boolean,
  attributes: Attributes,
  summary: readonly Child[],
  content: () => readonly Child[],
): HTMLElement {
  let made = false;
  const make = (): void => {
    if (!details.open || made) return;
    made = true;
    details.append(...content().filter((child) => child !== undefined && child !== false));
  };
  // Pressed by a key, it is a click too; the part itself follows after it.
  const keep = (): void => place.keep(!details.open);
  const details = el(
    'details',
    { ...attributes, open: place.recall(open), on: { toggle: make } },
    el('summary', { 'data-place': place.key, on: { click: keep } }, ...summary),
  );
  make();
  return details;
}
