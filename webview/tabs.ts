import { type Child, el, uniqueId } from './dom.ts';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: Child;
  readonly testid: string;
  /** Gets the role of a tab panel. Several tabs may share one. */
  readonly panel: HTMLElement;
}

export interface Tabs<Name extends string> {
  readonly bar: HTMLElement;
  show(name: Name): void;
  /** Shows these tabs alone; all of them to begin with. */
  offer(names: ReadonlySet<Name>): void;
}

/**
 * Tabs after the ARIA pattern: one tab stop, arrow keys, Home and End move and show at once. `choose` is called for what the
 * user does; `show` only shows.
 */
export function tabs<Name extends string>(
  label: string,
  all: readonly Tab<Name>[],
  choose: (name: Name) => void,
): Tabs<Name> {
  const heads = all.map((tab) => {
    tab.panel.id ||= uniqueId('tabpanel');
    tab.panel.setAttribute('role', 'tabpanel');
    return el(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tab',
        id: uniqueId('tab'),
        testid: tab.testid,
        'aria-controls': tab.panel.id,
        on: { click: () => choose(tab.name) },
      },
      tab.label,
    );
  });

  const show = (name: Name): void => {
    const shown = all.find((tab) => tab.name === name)?.panel;
    all.forEach((tab, i) => {
      const chosen = tab.name === name;
      heads[i]?.setAttribute('aria-selected', String(chosen));
      if (heads[i] !== undefined) heads[i].tabIndex = chosen ? 0 : -1;
      tab.panel.hidden = tab.panel !== shown;
      if (chosen && heads[i] !== undefined) tab.panel.setAttribute('aria-labelledby', heads[i].id);
    });
  };

  const move = (event: KeyboardEvent): void => {
    const there = heads.filter((head) => !head.hidden);
    const to = target(
      event.key,
      there.findIndex((head) => head === document.activeElement),
      there.length,
    );
    const head = to === undefined ? undefined : there[to];
    const tab = head === undefined ? undefined : all[heads.indexOf(head)];
    if (head === undefined || tab === undefined) return;
    event.preventDefault();
    choose(tab.name);
    head.focus();
  };
  const offer = (names: ReadonlySet<Name>): void => {
    all.forEach((tab, i) => {
      const head = heads[i];
      if (head !== undefined) head.hidden = !names.has(tab.name);
    });
  };

  const bar = el('div', { role: 'tablist', class: 'tabs', 'aria-label': label, on: { keydown: move } }, ...heads);
  return { bar, show, offer };
}

/** Where a key leads in a row of `count`, round at the ends; undefined for other keys. */
export function target(key: string, at: number, count: number): number | undefined {
  if (at < 0 || count === 0) return undefined;
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
