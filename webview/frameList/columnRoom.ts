import type { ListRow } from '../../src/contract/listPage.ts';
import { el } from '../dom.ts';
import { formatCount } from '../numbers.ts';
import { fitColumns } from './columnFit.ts';
import { type ColumnName, columnSpec } from './columns.ts';
import type { ListPreferences } from './preferences.ts';

/** What a digit is wide where nothing can be measured. */
const USUAL_CHARACTER = 8;
const MEASURED = 20;

/** Gives the list its columns: as wide as their content needs, never narrower again while one session is shown. */
export interface ColumnRoom {
  /** `inView` are the rows whose texts have to fit. */
  fit(preferences: ListPreferences, rows: number, inView: readonly ListRow[]): void;
  reset(): void;
}

/** The widths become the custom property `--columns` of `list`. `changed` is told when other columns are shown. */
export function createColumnRoom(list: HTMLElement, changed: (columns: readonly ColumnName[]) => void): ColumnRoom {
  const ruler = el('span', { class: 'column-ruler frame-font', 'aria-hidden': 'true' }, '0'.repeat(MEASURED));
  list.append(ruler);
  let longest = new Map<ColumnName, number>();
  let shown = '';
  let template = '';
  /** Asking for it makes the browser lay the page out: once for each size is enough. */
  let room: { readonly width: number; readonly character: number } | undefined;
  const sizes = new ResizeObserver(() => (room = undefined));
  sizes.observe(list);
  sizes.observe(ruler);

  const widen = (name: ColumnName, text: string): void => {
    if (text.length > (longest.get(name) ?? 0)) longest.set(name, text.length);
  };

  const measure = (inView: readonly ListRow[], columns: readonly ColumnName[]): void => {
    const fitted = columns.filter((name) => columnSpec(name).fitted === true);
    for (const row of inView) {
      if (row.kind === 'event') continue;
      const facts = { row: row.frame, aside: row.aside, startedAtMs: undefined };
      for (const name of fitted) widen(name, columnSpec(name).text(facts));
    }
  };

  return {
    fit: (preferences, rows, inView) => {
      widen('number', formatCount(rows));
      measure(inView, preferences.order);
      room ??= {
        width: list.clientWidth || 1000,
        character: ruler.getBoundingClientRect().width / MEASURED || USUAL_CHARACTER,
      };
      const fitted = fitColumns(preferences, { ...room, longest });
      if (fitted.template !== template) list.style.setProperty('--columns', fitted.template);
      template = fitted.template;
      if (fitted.columns.join() === shown) return;
      shown = fitted.columns.join();
      changed(fitted.columns);
    },
    reset: () => {
      longest = new Map();
    },
  };
}
