import { filterOf } from './sessionFilter.ts';
import type { Panel } from '../panel.ts';
import { type FindInText, textMatches } from './textMatches.ts';

/** Names in the style sheet. */
const MATCH = 'filter-match';
const CURRENT = 'filter-current';
/** Longer texts are searched up to here. */
const MAX_TEXT = 1_000_000;

/**
 * Paints the filter's matches in the payload's text, and scrolls to the one that the last search came to. The page's elements stay
 * as they are: the browser paints ranges of their text.
 */
export function markMatches({ store }: Panel, detail: HTMLElement): void {
  // Older browsers cannot: matches are then only marked in the list.
  if (!('highlights' in CSS)) return;
  let find: FindInText = () => [];
  let scrolledTo: unknown;

  const paint = (): void => {
    const { active, selected } = store.get();
    const { found } = filterOf(store.get(), active);
    const ranges: Range[] = [];
    let current: Range | undefined;
    for (const content of detail.querySelectorAll<HTMLElement>('.payload-text, .payload-json')) {
      const text = content.textContent.slice(0, MAX_TEXT);
      const matches = find(text).map(({ start, end }) => ({ start, end, range: rangeIn(content, start, end) }));
      ranges.push(...matches.flatMap(({ range }) => range ?? []));
      const place = active !== undefined && found?.frame === selected[active] ? found?.span : undefined;
      if (place === undefined || !content.classList.contains('payload-text')) continue;
      const at = characterAt(text, place.offset);
      current = rangeIn(content, at, characterAt(text, place.offset + place.length));
    }
    CSS.highlights.set(MATCH, new Highlight(...ranges));
    CSS.highlights.set(CURRENT, new Highlight(...(current === undefined ? [] : [current])));
    if (current !== undefined && found !== scrolledTo) {
      scrolledTo = found;
      current.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
    }
  };

  let due = false;
  const schedule = (): void => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      paint();
    });
  };
  new MutationObserver(schedule).observe(detail, { childList: true, subtree: true });
  store.watch(
    (state) => filterOf(state, state.active).applied,
    (applied) => {
      find = textMatches(applied);
      schedule();
    },
  );
  store.watch((state) => filterOf(state, state.active).found, schedule);
}

/** Where the byte of a UTF-8 payload stands in its text. */
function characterAt(text: string, byte: number): number {
  const bytes = new TextEncoder().encode(text);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, byte)).length;
}

/** The range of characters `start` … `end - 1` of an element's text. */
export function rangeIn(element: HTMLElement, start: number, end: number): Range | undefined {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  let begun = false;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (!begun && start < at + length) {
      range.setStart(node, start - at);
      begun = true;
    }
    if (begun && end <= at + length) {
      range.setEnd(node, end - at);
      return range;
    }
    at += length;
  }
  return undefined;
}
