// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { announcer } from '../../webview/announcer.ts';
import { withSession } from '../../webview/panelState.ts';
import { started } from '../../webview/replay/replayRun.ts';
import { fakePanel, snapshot } from './fakePanel.ts';

test('states, good news, problems and results are said; counters are not', () => {
  const panel = fakePanel({ active: 's1' });
  const region = announcer(panel);
  expect(region.getAttribute('aria-live')).toBe('polite');
  const show = (more: object): void => panel.store.update((state) => withSession(state, snapshot(more)));
  show({ state: 'open' });
  expect(region.textContent).toBe('Connected.');
  panel.store.update({ said: 'Profile P saved.' });
  expect(region.textContent).toBe('Profile P saved.');
  show({ state: 'open', violations: 3 });
  expect(region.textContent).toBe('Profile P saved.');
  panel.store.update({ problems: [{ field: 'url', message: 'No host.' }] });
  expect(region.textContent).toBe('No host.');
  const replay = started({ run: 'r', title: '', session: undefined, steps: [], file: 'file:///a.wsseq.json' });
  panel.store.update({ replay: { ...replay, ended: { ok: false } } });
  expect(region.textContent).toContain('Replay ended. Failed');
});
