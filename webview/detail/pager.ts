import { type TextControl, iconButton, textField } from '../controls.ts';
import { el, setText } from '../dom.ts';
import { formatBytes, formatCount } from '../numbers.ts';
import type { Payload } from './payload.ts';

export interface Pager {
  readonly element: HTMLElement;
  /** Shows the page that has this byte, and resolves when it is painted. */
  goTo(offset: number): Promise<void>;
}

/** Paints one page; `start` and `end` are its first byte and the one after its last. */
export type PaintPage = (start: number, end: number) => Promise<void>;

/**
 * Shows a payload page by page, so that a huge one never has to be loaded or laid out whole: any page is one step away. Has no controls for
 * what fits on one page.
 */
export function createPager(
  payload: Payload,
  pageBytes: number,
  paint: PaintPage,
  failed: (error: unknown) => void,
): Pager {
  let page = 0;
  let asked = 0;
  const pages = (): number => Math.max(1, Math.ceil(payload.total() / pageBytes));
  const status = el('span', { class: 'pager-status', role: 'status' });
  const move = (name: string, label: string, to: () => number) =>
    iconButton(name, label, () => void show(to()), { testid: `page-${name}` });
  const first = move('chevron-left', 'Previous page', () => page - 1);
  const buttons = {
    start: move('triangle-left', 'First page', () => 0),
    previous: first,
    next: move('chevron-right', 'Next page', () => page + 1),
    end: move('triangle-right', 'Last page', () => pages() - 1),
  };
  const place: TextControl = textField(undefined, () => undefined, {
    'aria-label': 'Go to byte',
    placeholder: 'Go to byte, 0x…',
    class: 'pager-place',
    testid: 'page-place',
  });
  place.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    const offset = byteNumber(place.value);
    if (offset === undefined) setText(status, 'A byte is a number such as 1048576 or 0x100000.');
    else void goTo(offset);
  });
  const element = el(
    'div',
    { class: 'pager', role: 'group', 'aria-label': 'Pages of the payload', hidden: true },
    buttons.start,
    buttons.previous,
    status,
    buttons.next,
    buttons.end,
    place,
  );

  const show = async (wanted: number): Promise<void> => {
    const ask = ++asked;
    try {
      await payload.load(1);
      page = Math.min(Math.max(0, wanted), pages() - 1);
      const start = page * pageBytes;
      await paint(start, Math.min(payload.total(), start + pageBytes));
      if (ask !== asked) return;
      element.hidden = pages() === 1;
      const where = `Page ${formatCount(page + 1)} of ${formatCount(pages())}`;
      setText(status, `${where}, from byte ${formatCount(start)}; ${formatBytes(payload.total())} in all`);
      for (const [button, off] of [
        [buttons.start, page === 0],
        [buttons.previous, page === 0],
        [buttons.next, page === pages() - 1],
        [buttons.end, page === pages() - 1],
      ] as const)
        button.disabled = off;
    } catch (error) {
      if (ask === asked) {
        setText(status, 'This part could not be loaded.');
        element.hidden = false;
        failed(error);
      }
    }
  };
  const goTo = (offset: number): Promise<void> => show(Math.floor(offset / pageBytes));
  return { element, goTo };
}

/** A decimal number, or a hexadecimal one after `0x`; undefined for anything else. */
export function byteNumber(text: string): number | undefined {
  const bare = text.trim().replace(/[ ,_]/g, '');
  return /^(\d+|0x[0-9a-f]+)$/i.test(bare) ? Number(bare) : undefined;
}
