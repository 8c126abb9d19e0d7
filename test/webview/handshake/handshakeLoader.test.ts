import { expect, test } from 'vitest';
import { loadHandshakes } from '../../../webview/handshake/handshakeLoader.ts';
import { withSession } from '../../../webview/panelState.ts';
import { fakePanel, handshakeView, settled, snapshot } from '../fakePanel.ts';

test('a handshake is fetched once a state, and with each change while it is watched', async () => {
  const panel = fakePanel({ active: 's1' }, { 'session.handshake': () => [handshakeView()] });
  loadHandshakes(panel.store, panel.call);
  expect(panel.calls).toHaveLength(0);
  const change = (more: object): void => panel.store.update((state) => withSession(state, snapshot(more)));
  change({ state: 'connecting' });
  change({ state: 'connecting' });
  expect(panel.calls).toHaveLength(1);
  panel.actions.showTab('handshake');
  change({ state: 'connecting' });
  expect(panel.calls).toHaveLength(3);
  change({ state: 'open' });
  change({ state: 'open', violations: 1 });
  expect(panel.calls).toHaveLength(4);
  await settled();
  expect(panel.store.get().handshakes['s1']).toHaveLength(1);
});

test('a refused call is told', async () => {
  const panel = fakePanel({ active: 's1', sessions: [snapshot()] });
  loadHandshakes(panel.store, panel.call);
  await settled();
  expect(panel.store.get().refusal).toBe('No answer for session.handshake.');
});
