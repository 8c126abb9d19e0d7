import type { HeadView } from '../../src/contract/sessionView.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { el } from '../dom.ts';
import { explainHeader } from './headers/explainHeader.ts';
import type { Explanation, HeaderContext } from './headers/explanation.ts';
import { maskedValue } from './maskedHead.ts';
import { explained } from './tooltip.ts';

/** Headers in wire order and letter case, each explained where a context is given and we know it. `place` names the table among all of the page. */
export function headerTable(
  { headers }: Pick<HeadView, 'headers'>,
  revealed: boolean,
  context?: HeaderContext,
  place = '',
): HTMLElement {
  const rows = headers.map(([name, value], index) => {
    const masked = maskedValue(name, value, context?.secretParameters);
    const explanation = context && explainHeader(name, masked, context);
    const words = visibleNodes(name);
    return el(
      'tr',
      { role: 'row' },
      el(
        'th',
        { scope: 'row', role: 'rowheader' },
        ...(explanation === undefined ? words : [explained(words, tip(explanation), `${place}/${index}`)]),
      ),
      el('td', { role: 'cell' }, ...visibleNodes(revealed ? value : masked)),
    );
  });
  return el(
    'table',
    { class: 'headers', role: 'table', 'aria-label': 'Headers' },
    el('tbody', { role: 'rowgroup' }, ...rows),
  );
}

function tip({ words, parts, section }: Explanation): (HTMLElement | false)[] {
  return [
    el('span', { class: 'tip-words' }, ...visibleNodes(words)),
    ...(parts ?? []).map((part) => el('span', { class: 'tip-part' }, ...visibleNodes(part))),
    section !== undefined && el('span', { class: 'section' }, section),
  ];
}
