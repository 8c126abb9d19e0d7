import type { Statistics } from '../../src/contract/overview.ts';
import { el } from '../dom.ts';
import { formatBytes, formatCount } from '../numbers.ts';

/** How many payloads are how long: a table whose bars only repeat its numbers. */
export function sizeBars({ client, server }: Statistics): HTMLElement {
  const [sent, received] = [client.sizes.counts, server.sizes.counts];
  const most = Math.max(1, ...sent, ...received);
  const first = Math.min(...[sent, received].map(firstFilled));
  const rows = Array.from({ length: Math.max(sent.length, received.length) - first }, (_, i) => first + i);
  const cell = (count: number, side: string): HTMLElement => {
    const bar = el('span', { class: `size-bar ${side}`, 'aria-hidden': 'true' });
    bar.style.width = `${(count / most) * 100}%`;
    return el('td', { class: 'size-cell' }, bar, el('span', { class: 'size-count' }, formatCount(count)));
  };
  return el(
    'table',
    { class: 'statistics-table sizes' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...['Payload', 'From the client', 'From the server'].map((words) => el('th', { scope: 'col' }, words)),
      ),
    ),
    el(
      'tbody',
      {},
      ...rows.map((i) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, rangeWords(i)),
          cell(sent[i] ?? 0, 'client'),
          cell(received[i] ?? 0, 'server'),
        ),
      ),
    ),
  );
}

const firstFilled = (counts: readonly number[]): number => {
  const at = counts.findIndex((count) => count > 0);
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
};

/** `index` as in `Statistics`: 0 is empty, 1 is one byte, 5 is 16 to 31 bytes. */
function rangeWords(index: number): string {
  if (index === 0) return 'empty';
  const from = 2 ** (index - 1);
  const to = 2 ** index - 1;
  if (from === to) return '1 B';
  return from < 1024 ? `${from}–${to} B` : `${formatBytes(from)} to ${formatBytes(to + 1)}`;
}
