// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { HandshakeView } from '../../../src/contract/sessionView.ts';
import { attemptView } from '../../../webview/handshake/attemptView.ts';
import { createMemory } from '../../../webview/handshake/memory.ts';
import { byTestId, fakePanel, handshakeView, refused, settled } from '../fakePanel.ts';
import { proxy, tcp, tls } from './phases.ts';

const show = (view: HandshakeView, more = {}): HTMLElement =>
  attemptView(view, {
    panel: fakePanel(),
    session: 's1',
    place: createMemory(),
    several: false,
    newest: true,
    now: 0,
    ...more,
  });

test('everything that is known, in its order', () => {
  const view = show(
    handshakeView({ phases: [tcp, { ...proxy, request: 'CONNECT a:1 HTTP/1.1' }, { ...tls, peer: 'proxy' }, tls] }),
  );
  expect([...view.querySelectorAll('h3')].map((head) => head.textContent)).toEqual([
    'Proxy',
    'Request',
    'Response',
    'TLS with the proxy',
    'TLS with the server',
  ]);
  expect(view.textContent).toContain('Accepted: the connection was upgraded.');
  expect(view.textContent).toContain('ws://127.0.0.1:9001/echo');
  expect(view.querySelector('details.attempt-fold')).toBeNull();
});

test('a refusal shows the body', async () => {
  const view = show(refused('no entry'));
  await settled();
  expect(byTestId(view, 'handshake-body').textContent).toBe('no entry');
});

test('an older one of several is folded, and its end is seen all the same', () => {
  const view = show(refused('no'), { several: true, newest: false });
  expect(view.querySelector('summary')?.textContent).toBe('Attempt 1Not accepted: the response was 403 Forbidden');
  expect(view.querySelector('h3')).toBeNull();
  expect(show(refused('no'), { several: true }).querySelector('h3')).not.toBeNull();
});
