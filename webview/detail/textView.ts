import { button } from '../controls.ts';
import { el, fill, setText } from '../dom.ts';
import { type ByteSelection, byteWords, markRanges, onSelectionIn, selectionIn } from './byteSelection.ts';
import { createPager } from './pager.ts';
import type { Payload } from './payload.ts';
import { bytesBefore, pointAt } from './textBytes.ts';
import { characterStart, readUtf8 } from './utf8Spans.ts';
import { spanNodes } from './visibleText.ts';

const PAGE_BYTES = 128 * 1024;
/** The longest character. */
const CHARACTER_BYTES = 4;

export interface TextViewLinks {
  readonly selection: ByteSelection;
  /** Shows the selected bytes in the hex view. */
  readonly showHex: () => void;
}

/** The payload as text, exactly: what is no UTF-8 and what cannot be seen is marked, nothing is changed. */
export function textView(
  payload: Payload,
  failed: (error: unknown) => void,
  { selection, showHex }: TextViewLinks,
): HTMLElement {
  /** First byte on the page. */
  let from = 0;
  const content = el('pre', {
    class: 'payload-text',
    testid: 'detail-text',
    tabindex: 0,
    'aria-label': 'Payload as text',
  });
  const words = el('span');
  const selected = el(
    'div',
    { class: 'selected-bytes', hidden: true },
    words,
    button('Show in Hex', showHex, { appearance: 'secondary', testid: 'show-in-hex' }),
  );

  const paint = async (start: number, end: number): Promise<void> => {
    const around = Math.max(0, start - CHARACTER_BYTES);
    const bytes = await payload.read(around, end + CHARACTER_BYTES - around);
    // A character that crosses the border stands whole on the page that it begins on.
    const first = characterStart(bytes, start - around);
    const last = characterStart(bytes, Math.min(bytes.length, end - around));
    from = around + first;
    fill(content, ...spanNodes(readUtf8(bytes.subarray(first, last), true).spans));
    content.scrollTop = 0;
    selection.readFrom(start);
    mark();
  };
  const mark = (): void => {
    const range = selection.get();
    if (range === undefined || range.start < from) return;
    const [start, end] = [pointAt(content, range.start - from), pointAt(content, range.end - from)];
    const marked = document.createRange();
    marked.setStart(start.node, start.offset);
    marked.setEnd(end.node, end.offset);
    markRanges([marked]);
    (start.node instanceof Element ? start.node : start.node.parentElement)?.scrollIntoView({ block: 'nearest' });
  };

  const pager = createPager(payload, PAGE_BYTES, paint, failed);
  onSelectionIn(content, () => {
    const range = selectionIn(content);
    selected.hidden = range === undefined;
    if (range === undefined) return;
    const start = from + bytesBefore(content, range.startContainer, range.startOffset);
    const end = from + bytesBefore(content, range.endContainer, range.endOffset);
    selection.set({ start, end });
    markRanges([]);
    void payload
      .read(start, Math.min(8, end - start))
      .then((bytes) => setText(words, byteWords({ start, end }, bytes)), failed);
  });
  void pager.goTo(selection.place());
  return el('div', { class: 'paged' }, pager.element, content, selected);
}
