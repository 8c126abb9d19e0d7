import { visibleNodes } from '../detail/visibleText.ts';
import { el } from '../dom.ts';

/** Names and values in two columns; an element as a value stands as it is. */
export function factTable(rows: readonly (readonly [name: string, value: string | HTMLElement])[]): HTMLElement {
  const body = rows.map(([name, value]) =>
    el(
      'tr',
      { role: 'row' },
      el('th', { scope: 'row', role: 'rowheader' }, name),
      el('td', { role: 'cell' }, ...(typeof value === 'string' ? visibleNodes(value) : [value])),
    ),
  );
  return el('table', { class: 'facts', role: 'table' }, el('tbody', { role: 'rowgroup' }, ...body));
}
