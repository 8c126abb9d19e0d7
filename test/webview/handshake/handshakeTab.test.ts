// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { handshakeTab } from '../../../webview/handshake/handshakeTab.ts';
import { allByTestId, byTestId, fakePanel, handshakeView, headOf, refused, settled } from '../fakePanel.ts';

const secret = headOf('GET / HTTP/1.1', [['Authorization', 'Bearer s3cret']]);
const redirected = { kind: 'redirect', status: 302, from: 'ws://a.test/', dropped: [] } as const;

beforeEach(() => document.body.replaceChildren());

test('it is built while it is shown only', () => {
  const panel = fakePanel({ active: 's1', handshakes: { s1: [handshakeView()] } });
  const tab = handshakeTab(panel);
  expect(tab.children).toHaveLength(0);
  panel.actions.showTab('handshake');
  expect(tab.textContent).toContain('Accepted: the connection was upgraded.');
  expect(byTestId(tab, 'request-head').textContent).toContain('GET /echo HTTP/1.1');
  expect(byTestId(tab, 'response-head').textContent).toContain('HTTP/1.1 101 Switching Protocols');
  panel.actions.showTab('frames');
  expect(tab.children).toHaveLength(0);
});

test('several attempts are told apart; the newest is open', async () => {
  const attempts = [refused('moved'), handshakeView({ attempt: 2, reason: redirected })];
  const tab = handshakeTab(fakePanel({ active: 's1', tab: 'handshake', handshakes: { s1: attempts } }));
  await settled();
  expect([...tab.querySelectorAll('h2')].map((head) => head.textContent)).toEqual([
    'Attempt 1',
    'Attempt 2: followed a 302 from ws://a.test/',
  ]);
  expect([...tab.querySelectorAll<HTMLDetailsElement>('.attempt-fold')].map(({ open }) => open)).toEqual([false, true]);
  expect(tab.textContent).toContain('Not accepted: the response was 403 Forbidden');
});

test('what was revealed stays so while the session goes on, and reveals nothing else', () => {
  const panel = fakePanel({ active: 's1', tab: 'handshake', handshakes: { s1: [handshakeView({ request: secret })] } });
  const tab = handshakeTab(panel);
  document.body.append(tab);
  const change = (...attempts: ReturnType<typeof handshakeView>[]): void =>
    panel.store.update({ handshakes: { s1: attempts } });
  const reveal = byTestId(tab, 'reveal-request');
  reveal.tabIndex = 0;
  reveal.focus();
  reveal.click();
  expect(tab.textContent).toContain('Bearer s3cret');
  change(
    handshakeView({ request: secret, phases: [{ name: 'request', bytes: 1, startMs: 0, durationMs: 1, ok: true }] }),
  );
  expect(tab.textContent).toContain('Bearer s3cret');
  expect(byTestId(tab, 'reveal-request')).not.toBe(reveal);

  change(handshakeView({ request: headOf('GET /', []) }), handshakeView({ attempt: 2, request: secret }));
  expect(tab.textContent).not.toContain('s3cret');
  panel.store.update({ active: 's2', handshakes: { s2: [handshakeView({ request: secret })] } });
  expect(tab.textContent).not.toContain('s3cret');
});

test('an attempt that stayed as it was is not touched', () => {
  const [first, second] = [refused('no'), handshakeView({ attempt: 2, reason: redirected, response: undefined })];
  const panel = fakePanel({ active: 's1', tab: 'handshake', handshakes: { s1: [first, second] } });
  const tab = handshakeTab(panel);
  const before = [...tab.querySelectorAll('.attempt')];
  panel.store.update({ handshakes: { s1: [structuredClone(first), { ...second, accepted: false }] } });
  expect(tab.querySelectorAll('.attempt')[0]).toBe(before[0]);
  expect(tab.querySelectorAll('.attempt')[1]).not.toBe(before[1]);
  expect(allByTestId(tab, 'request-head')).toHaveLength(1);
});

test('before anything was said it says what to do', () => {
  const panel = fakePanel({ tab: 'handshake' });
  const tab = handshakeTab(panel);
  expect(tab.textContent).toContain('Connect, and');
  panel.store.update({ active: 's1' });
  expect(tab.textContent).toContain('The first step of the opening handshake has not ended yet.');
  panel.store.update({ handshakes: { s1: [handshakeView({ response: undefined, accepted: false })] } });
  expect(tab.textContent).toContain('No response so far.');
});
