import { layOutMarkup } from '../../src/lens/markup.ts';
import { el } from '../dom.ts';
import { visibleNodes } from './visibleText.ts';

/** XML or HTML, one element a line, as text: no tag of it becomes one of this page. */
export function markupView(text: string): HTMLElement {
  const nodes = layOutMarkup(text).flatMap(({ kind, text: piece }): Node[] =>
    kind === 'space'
      ? [document.createTextNode(piece)]
      : [el('span', { class: `markup-${kind}` }, ...visibleNodes(piece))],
  );
  return el(
    'pre',
    { class: 'payload-text', testid: 'detail-markup', tabindex: 0, 'aria-label': 'Payload as markup' },
    ...nodes,
  );
}
