// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ProbeResult, ProbeRow } from '../../../src/diagnosis/probe.ts';
import { probeView } from '../../../webview/failure/probeView.ts';
import { listenToNotices } from '../../../webview/notices.ts';
import { allByTestId, byTestId, fakePanel, settled, snapshot } from '../fakePanel.ts';

const row = (id: string, more: Partial<ProbeRow> = {}): ProbeRow => ({
  id,
  title: `title of ${id}`,
  accepted: false,
  status: 403,
  said: 'The server refuses it',
  durationMs: 12.3,
  ...more,
});

const result: ProbeResult = {
  ladder: [
    { name: 'tcp', ok: true, said: '127.0.0.1 in 1.0 ms' },
    { name: 'upgrade', ok: false, said: 'refused' },
  ],
  rows: [row('as-asked'), row('no-extensions', { accepted: true, status: 101, said: 'Accepted with 101' })],
  conclusion: 'The connection is accepted without extensions; nothing else was changed.',
  remedy: { title: 'Connect without extensions', change: { kind: 'deflate', on: false } },
};

function panelWith(answer: () => unknown) {
  const panel = fakePanel({ sessions: [snapshot({ state: 'failed' })], active: 's1' }, { 'session.probe': answer });
  listenToNotices(panel.store, panel.caller.onNotice, panel.actions);
  return { panel, view: probeView(panel) };
}

test('shows each attempt as it comes, then the findings with a remedy to click', async () => {
  const held = Promise.withResolvers<ProbeResult>();
  const { panel, view } = panelWith(() => held.promise);
  byTestId(view, 'probe-start').click();
  await settled();
  panel.notify('probe.row', { session: 's1', row: row('as-asked') });
  panel.notify('probe.row', { session: 'another', row: row('as-asked') });
  expect(allByTestId(view, 'probe-stop')).toHaveLength(1);
  expect(view.textContent).toContain('1 attempt so far');
  expect(view.querySelectorAll('tbody tr')).toHaveLength(1);
  held.resolve(result);
  await settled();
  expect(byTestId(view, 'probe-conclusion').textContent).toBe(result.conclusion);
  expect(byTestId(view, 'probe-ladder').textContent).toContain('Failed: refused');
  expect(view.querySelector('[data-id="no-extensions"]')?.getAttribute('data-ok')).toBe('true');
  byTestId(view, 'probe-remedy').click();
  expect(panel.store.get().fields['deflate']).toBe(false);
});

test('can be stopped, keeps what was tried, and can be begun again', async () => {
  const { panel, view } = panelWith(() => new Promise((_, reject) => setTimeout(() => reject(new Error('gone')), 5)));
  byTestId(view, 'probe-start').click();
  await settled();
  panel.notify('probe.row', { session: 's1', row: row('as-asked') });
  byTestId(view, 'probe-stop').click();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(view.textContent).toContain('Stopped.');
  expect(view.querySelectorAll('tbody tr')).toHaveLength(1);
  expect(byTestId(view, 'probe-start').textContent).toContain('Diagnose again');
});

test('what a server wrote is text', async () => {
  const said = '<img src=x onerror=alert(1)>';
  const { view } = panelWith(() => ({ ...result, rows: [row('as-asked', { said })], conclusion: said }));
  byTestId(view, 'probe-start').click();
  await settled();
  expect(view.querySelector('img')).toBeNull();
  expect(byTestId(view, 'probe-conclusion').textContent).toBe(said);
});
