import { button } from '../controls.ts';
import { el, fill, setText } from '../dom.ts';
import {
  type ByteRange,
  type ByteSelection,
  byteWords,
  markRanges,
  onSelectionIn,
  selectionIn,
} from './byteSelection.ts';
import { byteAt, rangesOf } from './hexBytes.ts';
import { createPager } from './pager.ts';
import type { Payload } from './payload.ts';

const LINE_BYTES = 16;
const HALF_BYTES = LINE_BYTES / 2;
/** Characters of eight bytes in hexadecimal, a space between two. */
const HALF_WIDTH = 3 * HALF_BYTES - 1;
const PAGE_BYTES = 1024 * LINE_BYTES;

export interface HexViewLinks {
  readonly selection: ByteSelection;
  /** Shows the selected bytes in the text view. */
  readonly showText: () => void;
}

/** The payload's bytes, 16 a line: offset, hexadecimal, ASCII. Where that has no room the style sheet puts each line's second half below. */
export function hexView(
  payload: Payload,
  failed: (error: unknown) => void,
  { selection, showText }: HexViewLinks,
): HTMLElement {
  const content = el('pre', {
    class: 'payload-hex',
    testid: 'detail-hex',
    tabindex: 0,
    'aria-label': 'Payload as bytes',
  });
  const words = el('span', { testid: 'selected-bytes' });
  const selected = el(
    'div',
    { class: 'selected-bytes', hidden: true },
    words,
    button('Show in Text', showText, { appearance: 'secondary', testid: 'show-in-text' }),
  );

  const paint = async (start: number, end: number): Promise<void> => {
    const bytes = await payload.read(start, end - start);
    fill(content, ...hexLines(bytes, start).map(lineElement));
    selection.readFrom(start);
    const range = selection.get();
    if (range === undefined) return;
    mark(range);
    content
      .querySelector(`[data-at="${range.start - (range.start % LINE_BYTES)}"]`)
      ?.scrollIntoView({ block: 'center' });
  };
  const mark = (range: ByteRange): void => {
    markRanges(rangesOf(content, range));
    selected.hidden = false;
    void payload
      .read(range.start, Math.min(8, range.end - range.start))
      .then((bytes) => setText(words, byteWords(range, bytes)), failed);
  };

  const pager = createPager(payload, PAGE_BYTES, paint, failed);
  onSelectionIn(content, () => {
    const range = selectionIn(content);
    const start = range && byteAt(range.startContainer, range.startOffset, 'start');
    const end = range && byteAt(range.endContainer, range.endOffset, 'end');
    if (start === undefined || end === undefined || end <= start) return;
    selection.set({ start, end });
    mark({ start, end });
  });
  // What is copied is lines of 16 bytes, however they are laid out.
  content.addEventListener('copy', (event) => {
    const range = selectionIn(content);
    if (range === undefined) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', range.cloneContents().textContent);
  });
  void pager.goTo(selection.place());
  return el('div', { class: 'paged' }, pager.element, el('div', { class: 'hex-room' }, content), selected);
}

export interface HexLine {
  /** Eight hexadecimal digits. */
  readonly offset: string;
  readonly hex: string;
  readonly ascii: string;
}

/** `start` is the offset of the first byte. The last line's hexadecimal part is as wide as the others. */
export function hexLines(bytes: Uint8Array, start: number): readonly HexLine[] {
  return Array.from({ length: Math.ceil(bytes.length / LINE_BYTES) }, (_, i) => {
    const line = bytes.subarray(i * LINE_BYTES, (i + 1) * LINE_BYTES);
    const pairs = Array.from(line, (byte) => byte.toString(16).padStart(2, '0'));
    const halves = [pairs.slice(0, 8).join(' '), pairs.slice(8).join(' ')];
    return {
      offset: (start + i * LINE_BYTES).toString(16).padStart(8, '0'),
      hex: halves.join('  ').padEnd(48),
      ascii: String.fromCharCode(...line.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e))),
    };
  });
}

function lineElement({ offset, hex, ascii }: HexLine): HTMLElement {
  const at = Number.parseInt(offset, 16);
  const second = (at + HALF_BYTES).toString(16).padStart(8, '0');
  return el(
    'span',
    { class: 'hex-line', 'data-second': ascii.length > HALF_BYTES && second, 'data-at': at },
    el('span', { class: 'hex-offset' }, offset),
    '  ',
    el('span', { class: 'hex-first' }, hex.slice(0, HALF_WIDTH)),
    '  ',
    el('span', { class: 'hex-second' }, hex.slice(HALF_WIDTH + 2)),
    '  ',
    el('span', { class: 'hex-ascii hex-first' }, ascii.slice(0, HALF_BYTES)),
    el('span', { class: 'hex-ascii hex-second' }, ascii.slice(HALF_BYTES)),
    '\n',
  );
}
