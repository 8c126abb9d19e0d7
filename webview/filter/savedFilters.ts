import { el, fill, icon, setAttribute } from '../dom.ts';
import { type FilterMemory, isSaved } from './filterHistory.ts';

export interface SavedFilters {
  readonly element: HTMLElement;
  show(memory: FilterMemory, text: string): void;
}

/** A star that keeps the filter, and a menu of the filters kept and used. */
export function savedFilters(toggle: () => void, choose: (text: string) => void): SavedFilters {
  const star = el('button', { type: 'button', class: 'tool', testid: 'filter-save', on: { click: toggle } });
  const opener = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      testid: 'filter-menu',
      'aria-label': 'Saved and recent filters',
      title: 'Saved and recent filters',
      'aria-haspopup': 'true',
      'aria-expanded': 'false',
      on: { click: () => open(menu.hidden === true) },
    },
    icon('chevron-down'),
  );
  const menu = el('div', { class: 'filter-menu', testid: 'filter-menu-list', hidden: true });
  const element = el('div', { class: 'filter-memory' }, star, opener, menu);

  function open(wanted: boolean): void {
    menu.hidden = !wanted;
    setAttribute(opener, 'aria-expanded', String(wanted));
    if (wanted) menu.querySelector<HTMLElement>('button')?.focus();
  }
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !menu.hidden) {
      open(false);
      opener.focus();
      event.stopPropagation();
    }
  });
  element.addEventListener('focusout', (event) => {
    if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) open(false);
  });

  const entry = (text: string): HTMLElement =>
    el(
      'button',
      {
        type: 'button',
        class: 'filter-entry',
        title: text,
        on: {
          click: () => {
            open(false);
            choose(text);
          },
        },
      },
      text,
    );

  const group = (title: string, texts: readonly string[]): HTMLElement[] =>
    texts.length === 0 ? [] : [el('div', { class: 'filter-group' }, title), ...texts.map(entry)];

  let shown: FilterMemory | undefined;
  return {
    element,
    show: (memory, text) => {
      const saved = isSaved(memory, text);
      const label = saved ? 'Forget this filter' : 'Save this filter';
      setAttribute(star, 'aria-label', label);
      setAttribute(star, 'title', label);
      setAttribute(star, 'aria-pressed', String(saved));
      star.disabled = text.trim() === '';
      fill(star, icon(saved ? 'star-full' : 'star-empty'));
      if (memory === shown) return;
      shown = memory;
      const recent = memory.used.filter((used) => !memory.saved.includes(used)).slice(0, 10);
      opener.disabled = memory.saved.length + recent.length === 0;
      fill(menu, ...group('Saved', memory.saved), ...group('Recent', recent));
    },
  };
}
