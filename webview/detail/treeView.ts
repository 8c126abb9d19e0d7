import { el, icon } from '../dom.ts';

/** One row of a tree. */
export interface TreeItem {
  /** What stands in the row: made when it is shown. */
  readonly content: () => readonly (Node | string)[];
  /** Rows below it, made when it is unfolded for the first time; absent for a leaf. */
  readonly children?: () => readonly TreeItem[];
  /** Unfolded to begin with. */
  readonly open?: boolean;
}

export interface TreeView {
  readonly element: HTMLElement;
}

interface Row {
  readonly item: TreeItem;
  readonly element: HTMLElement;
  readonly level: number;
}

/** So many rows of one parent come at once; a further row brings the next ones. */
const PAGE_ROWS = 200;

/**
 * A tree after the ARIA pattern: Up, Down, Home and End move, Right and Left unfold and fold, Enter does either, `*` unfolds
 * all siblings. A fold's rows are in the page only while they are seen. `choose` is told of the row that has the focus.
 */
export function treeView(
  label: string,
  roots: readonly TreeItem[],
  choose: (item: TreeItem) => void = () => undefined,
  attributes: { readonly testid?: string; readonly class?: string } = {},
): TreeView {
  const element = el('div', { ...attributes, role: 'tree', 'aria-label': label });
  const rows = new WeakMap<Element, Row>();

  const rowOf = (place: Element | null): Row | undefined => (place === null ? undefined : rows.get(place));
  const isOpen = ({ element: place }: Row): boolean => place.getAttribute('aria-expanded') === 'true';
  const all = (): HTMLElement[] => [...element.children].filter((child) => child instanceof HTMLElement);

  const make = (item: TreeItem, level: number, position: number, size: number): Row => {
    const folds = item.children !== undefined;
    const place = el(
      'div',
      {
        role: 'treeitem',
        class: 'tree-row',
        tabindex: -1,
        'aria-level': level,
        'aria-posinset': position,
        'aria-setsize': size,
        'aria-expanded': folds ? 'false' : undefined,
        'aria-selected': 'false',
      },
      el('span', { class: 'twisty' }, folds && icon('chevron-right')),
      el('span', { class: 'tree-content' }, ...item.content()),
    );
    place.style.setProperty('--level', String(level - 1));
    const row = { item, element: place, level };
    rows.set(place, row);
    return row;
  };

  /** Puts rows behind `after`, or first, and unfolds those that begin so. */
  const insert = (items: readonly TreeItem[], level: number, after: Element | null, from = 0): void => {
    let last = after;
    for (const [i, item] of items.slice(from, from + PAGE_ROWS).entries()) {
      const row = make(item, level, from + i + 1, items.length);
      if (last === null) element.prepend(row.element);
      else last.after(row.element);
      last = row.element;
      if (item.open === true && item.children !== undefined) last = unfold(row);
    }
    const rest = items.length - from - PAGE_ROWS;
    if (rest > 0) {
      const more: TreeItem = { content: () => [`${Math.min(rest, PAGE_ROWS)} more of ${rest}`] };
      const row = make(more, level, from + PAGE_ROWS + 1, items.length);
      row.element.classList.add('tree-more');
      nextPages.set(row.element, () => {
        const before = row.element.previousElementSibling;
        row.element.remove();
        insert(items, level, before, from + PAGE_ROWS);
        focus(before?.nextElementSibling ?? null);
      });
      last?.after(row.element);
    }
  };
  const nextPages = new WeakMap<Element, () => void>();

  /** The last row inside of it, or the row itself. */
  const lastInside = (row: Row): Element => {
    let last: Element = row.element;
    for (
      let next = last.nextElementSibling;
      next !== null && (rowOf(next)?.level ?? 0) > row.level;
      next = next.nextElementSibling
    )
      last = next;
    return last;
  };
  const unfold = (row: Row): Element => {
    if (row.item.children === undefined || isOpen(row)) return lastInside(row);
    row.element.setAttribute('aria-expanded', 'true');
    insert(row.item.children(), row.level + 1, row.element);
    return lastInside(row);
  };
  const fold = (row: Row): void => {
    for (let last = lastInside(row); last !== row.element; last = lastInside(row)) last.remove();
    row.element.setAttribute('aria-expanded', 'false');
  };
  const toggle = (row: Row): void => {
    const next = nextPages.get(row.element);
    if (next !== undefined) next();
    else if (isOpen(row)) fold(row);
    else unfold(row);
  };
  const focus = (place: Element | null | undefined): void => {
    const row = rowOf(place ?? null);
    if (row === undefined) return;
    for (const other of element.querySelectorAll('[tabindex="0"]')) {
      other.setAttribute('tabindex', '-1');
      other.setAttribute('aria-selected', 'false');
    }
    row.element.tabIndex = 0;
    row.element.setAttribute('aria-selected', 'true');
    row.element.focus();
    choose(row.item);
  };
  const parentOf = (row: Row): Element | null => {
    let place = row.element.previousElementSibling;
    while (place !== null && (rowOf(place)?.level ?? 0) >= row.level) place = place.previousElementSibling;
    return place;
  };

  element.addEventListener('keydown', (event) => {
    const row = rowOf(document.activeElement);
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    switch (event.key) {
      case 'ArrowDown':
        focus(row.element.nextElementSibling);
        break;
      case 'ArrowUp':
        focus(row.element.previousElementSibling);
        break;
      case 'ArrowRight':
        if (row.item.children === undefined) return;
        if (isOpen(row)) focus(row.element.nextElementSibling);
        else unfold(row);
        break;
      case 'ArrowLeft':
        if (isOpen(row)) fold(row);
        else focus(parentOf(row));
        break;
      case 'Home':
        focus(element.firstElementChild);
        break;
      case 'End':
        focus(element.lastElementChild);
        break;
      case 'Enter':
      case ' ':
        toggle(row);
        break;
      case '*':
        for (const other of all().map(rowOf)) if (other?.level === row.level) unfold(other);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  element.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? rowOf(event.target.closest('[role=treeitem]')) : undefined;
    if (row === undefined) return;
    // Who selects text does not want the row to move.
    if (document.getSelection()?.isCollapsed === false) return;
    focus(row.element);
    const twisty = event.target instanceof Element && event.target.closest('.twisty') !== null;
    if (twisty || nextPages.has(row.element)) toggle(row);
  });
  element.addEventListener('dblclick', (event) => {
    const row = event.target instanceof Element ? rowOf(event.target.closest('[role=treeitem]')) : undefined;
    if (row?.item.children !== undefined) toggle(row);
  });

  insert(roots, 1, null);
  element.firstElementChild?.setAttribute('tabindex', '0');
  return { element };
}
