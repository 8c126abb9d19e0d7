// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { phasesView } from '../../../webview/handshake/phasesView.ts';

test('each phase with start, duration, result, and a bar to scale', () => {
  const view = phasesView([
    { name: 'dns', host: 'a.test', addresses: ['127.0.0.1'], startMs: 0, durationMs: 5, ok: true },
    { name: 'tcp', address: '127.0.0.1', port: 80, startMs: 5, durationMs: 15, ok: false, code: 'ECONNREFUSED' },
  ]);
  const rows = [...view.querySelectorAll<HTMLElement>('tbody tr')];
  expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
    ['Name lookup', '0.000', '5.00 ms', '', 'oka.test: 127.0.0.1'],
    ['TCP connection', '5.000', '15 ms', '', 'ECONNREFUSED127.0.0.1:80'],
  ]);
  expect(rows.map((row) => row.dataset['ok'])).toEqual(['true', 'false']);
  const bar = rows[1]?.querySelector<HTMLElement>('.phase-bar');
  expect([bar?.style.marginLeft, bar?.style.width]).toEqual(['25.00%', '75.00%']);
});
