import type { HeadView } from '../../src/contract/sessionView.ts';
import { button } from '../controls.ts';
import { el, fill, icon } from '../dom.ts';
import { violationList } from '../detail/violations.ts';
import { visibleNodes } from '../detail/visibleText.ts';
import { hasSecrets, maskedRaw, maskedValue } from './maskedHead.ts';

/** An HTTP head: its start line, its headers as a table in wire order, and the exact text. Secret values wait for a click. */
export function headView(title: string, head: HeadView, testid: string): HTMLElement {
  const body = el('div');
  const reveal = button('Reveal secret values', () => paint((revealed = !revealed)), { appearance: 'secondary' });
  let revealed = false;

  const paint = (open: boolean): void => {
    fill(
      body,
      headerTable(head, open),
      violationList(head.violations),
      el(
        'details',
        { class: 'raw' },
        el('summary', {}, 'Exact text'),
        el('pre', { class: 'raw-head', tabindex: 0, 'aria-label': `${title}, exact text` }, ...rawNodes(head, open)),
      ),
    );
    fill(reveal, icon(open ? 'eye-closed' : 'eye'), open ? 'Hide secret values' : 'Reveal secret values');
    reveal.setAttribute('aria-pressed', String(open));
  };
  paint(false);

  return el(
    'section',
    { class: 'head', testid, 'aria-label': title },
    el('div', { class: 'head-title' }, el('h3', {}, title), hasSecrets(head.headers) && reveal),
    el('code', { class: 'start-line' }, ...visibleNodes(head.startLine)),
    body,
  );
}

/** Headers in wire order and letter case. */
export function headerTable(head: HeadView, revealed: boolean): HTMLElement {
  const rows = head.headers.map(([name, value]) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, ...visibleNodes(name)),
      el('td', {}, ...visibleNodes(revealed ? value : maskedValue(name, value))),
    ),
  );
  return el('table', { class: 'headers' }, el('tbody', {}, ...rows));
}

const rawNodes = (head: HeadView, revealed: boolean): Node[] => visibleNodes(revealed ? head.raw : maskedRaw(head.raw));
