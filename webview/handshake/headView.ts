import type { HeadView } from '../../src/contract/sessionView.ts';
import { button } from '../controls.ts';
import { violationList } from '../detail/violations.ts';
import { visibleNodes, wireNodes } from '../detail/visibleText.ts';
import { el, fill, icon } from '../dom.ts';
import { plural } from '../numbers.ts';
import { headerTable } from './headerTable.ts';
import type { HeaderContext } from './headers/explanation.ts';
import { hasSecrets, maskedRaw, maskedText } from './maskedHead.ts';
import type { Place } from './memory.ts';

/** An HTTP head twice, side by side: as it reads, and the exact bytes. Secret values wait for a click, here alone. */
export function headView(head: HeadView, context: HeaderContext, place: Place): HTMLElement {
  const title = context.side === 'request' ? 'Request' : 'Response';
  const { secretParameters } = context;
  const revealed = place.at('revealed');
  const body = el('div', { class: 'columns' });
  const reveal = button('', () => paint(!revealed.recall(false)), {
    appearance: 'secondary',
    testid: `reveal-${context.side}`,
    'data-place': revealed.key,
  });

  const paint = (open: boolean): void => {
    revealed.keep(open);
    fill(
      body,
      el(
        'div',
        { class: 'column' },
        el(
          'code',
          { class: 'start-line' },
          ...visibleNodes(open ? head.startLine : maskedText(head.startLine, secretParameters)),
        ),
        headerTable(head, open, context, place.key),
      ),
      el(
        'div',
        { class: 'column' },
        el(
          'pre',
          { class: 'raw-head', tabindex: 0, role: 'group', 'aria-label': `${title}, exact bytes` },
          ...wireNodes(open ? head.raw : maskedRaw(head.raw, secretParameters)),
        ),
      ),
    );
    fill(reveal, icon(open ? 'eye-closed' : 'eye'), open ? 'Hide secret values' : 'Reveal secret values');
    reveal.setAttribute('aria-pressed', String(open));
  };
  paint(revealed.recall(false));

  return el(
    'div',
    { role: 'group', class: 'head', testid: `${context.side}-head`, 'aria-label': title },
    el(
      'div',
      { class: 'head-title' },
      el('h3', {}, title),
      el('span', { class: 'fact' }, plural(head.raw.length, 'byte')),
      hasSecrets(head.raw, secretParameters) && reveal,
    ),
    violationList(head.violations),
    body,
  );
}
