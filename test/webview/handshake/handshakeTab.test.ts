// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { handshakeTab } from '../../../webview/handshake/handshakeTab.ts';
import { byTestId, fakePanel, handshakeView, refused, settled } from '../fakePanel.ts';

test('it is built while it is shown only', () => {
  const panel = fakePanel({ active: 's1', handshakes: { s1: [handshakeView()] } });
  const tab = handshakeTab(panel);
  expect(tab.children).toHaveLength(0);
  panel.actions.showTab('handshake');
  expect(tab.textContent).toContain('Accepted: the connection was upgraded.');
  expect(byTestId(tab, 'request-head').textContent).toContain('GET /echo HTTP/1.1');
  expect(byTestId(tab, 'response-head').textContent).toContain('Upgradewebsocket');
  panel.actions.showTab('frames');
  expect(tab.children).toHaveLength(0);
});

test('a refused upgrade shows the body, several attempts their numbers', async () => {
  const attempts = [refused('moved'), { ...handshakeView(), attempt: 2 }];
  const tab = handshakeTab(fakePanel({ active: 's1', tab: 'handshake', handshakes: { s1: attempts } }));
  await settled();
  expect(tab.textContent).toContain('Not accepted: the response was 403 Forbidden');
  expect(byTestId(tab, 'handshake-body').textContent).toBe('moved');
  expect([...tab.querySelectorAll('h2')].map((head) => head.textContent)).toEqual(['Attempt 1', 'Attempt 2']);
});

test('before anything was said it says what to do', () => {
  const panel = fakePanel({ tab: 'handshake' });
  const tab = handshakeTab(panel);
  expect(tab.textContent).toContain('Connect, and');
  panel.store.update({ active: 's1', handshakes: { s1: [handshakeView({ response: undefined, accepted: false })] } });
  expect(tab.textContent).toContain('No response so far.');
});
