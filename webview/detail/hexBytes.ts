import type { ByteRange } from './byteSelection.ts';

const HALF_BYTES = 8;

/**
 * The byte that a place in the hex view stands for. At the `end` of a selection it is the byte after the last one. A place
 * between the columns counts as the line's nearest byte; outside of the lines it is undefined.
 */
export function byteAt(node: Node, offset: number, side: 'start' | 'end'): number | undefined {
  const element = node instanceof Element ? node : node.parentElement;
  const inside = element?.closest<HTMLElement>('.hex-line');
  const line = inside ?? lineBeside(node, offset, side);
  if (line === null) return undefined;
  const at = Number(line.dataset['at']);
  const last = at + bytesIn(line);
  if (!(inside instanceof HTMLElement)) return side === 'start' ? at : last;
  const column = element?.closest<HTMLElement>('.hex-first, .hex-second');
  if (!(column instanceof HTMLElement)) {
    // In the offset, or between the columns.
    const before = element?.closest('.hex-offset') instanceof HTMLElement;
    return before || (side === 'start' && element === line && offset === 0) ? at : last;
  }
  const start = at + (column.classList.contains('hex-second') ? HALF_BYTES : 0);
  const place = node instanceof Element ? (offset === 0 ? 0 : column.textContent.length) : offset;
  const ascii = column.classList.contains('hex-ascii');
  const bytes = ascii ? place : side === 'start' ? Math.floor((place + 1) / 3) : Math.ceil(place / 3);
  return Math.min(last, start + Math.min(HALF_BYTES, bytes));
}

/** A selection may begin or end between two lines. */
function lineBeside(node: Node, offset: number, side: 'start' | 'end'): HTMLElement | null {
  const child = node.childNodes[side === 'start' ? offset : offset - 1];
  return child instanceof HTMLElement && child.classList.contains('hex-line') ? child : null;
}

const bytesIn = (line: Element): number =>
  [...line.querySelectorAll('.hex-ascii')].reduce((sum, part) => sum + part.textContent.length, 0);

/** The places, in both columns, of those bytes that are on the page. */
export function rangesOf(content: Element, { start, end }: ByteRange): Range[] {
  const ranges: Range[] = [];
  for (const line of content.querySelectorAll<HTMLElement>('.hex-line')) {
    const at = Number(line.dataset['at']);
    if (at + 2 * HALF_BYTES <= start || at >= end) continue;
    for (const column of line.querySelectorAll('.hex-first, .hex-second')) {
      const first = at + (column.classList.contains('hex-second') ? HALF_BYTES : 0);
      const from = Math.max(0, start - first);
      const to = Math.min(HALF_BYTES, end - first);
      const text = column.firstChild;
      if (text === null || from >= to) continue;
      const ascii = column.classList.contains('hex-ascii');
      const width = text.textContent?.length ?? 0;
      const [left, right] = ascii ? [from, to] : [3 * from, 3 * to - 1];
      if (left >= width) continue;
      const range = document.createRange();
      range.setStart(text, left);
      range.setEnd(text, Math.min(width, right));
      ranges.push(range);
    }
  }
  return ranges;
}
