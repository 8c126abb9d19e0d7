// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { copyButtons } from '../../../webview/handshake/copyButtons.ts';
import { createMemory } from '../../../webview/handshake/memory.ts';
import { byTestId, fakePanel, handshakeView, settled } from '../fakePanel.ts';

const buttons = (panel: ReturnType<typeof fakePanel>, more = {}): HTMLElement =>
  copyButtons(panel, 's1', handshakeView({ attempt: 2, ...more }), createMemory());

test('each asks for its form, and says that it is done', async () => {
  const panel = fakePanel({}, { 'handshake.copy': () => ({}) });
  const group = buttons(panel);
  expect([...group.children].map((button) => button.textContent)).toEqual([
    'Copy as cURL',
    'Copy request',
    'Copy everything as Markdown',
  ]);
  for (const as of ['curl', 'request', 'markdown']) byTestId(group, `copy-${as}`).click();
  await settled();
  expect(panel.calls).toEqual(
    ['curl', 'request', 'markdown'].map((as) => ['handshake.copy', { session: 's1', attempt: 2, as }]),
  );
  expect(byTestId(group, 'copy-curl').textContent).toBe('Copied');
  expect(panel.store.get().said).toBe('Copied, with secret values masked.');
});

test('a refusal is told', async () => {
  const panel = fakePanel();
  const group = buttons(panel);
  byTestId(group, 'copy-curl').click();
  await settled();
  expect(panel.store.get().refusal).toBe('No answer for handshake.copy.');
  expect(byTestId(group, 'copy-curl').textContent).toBe('Copy as cURL');
});

test('what was never sent cannot be copied', () => {
  const group = buttons(fakePanel(), { request: undefined });
  expect([...group.children].map((button) => button.textContent)).toEqual(['Copy everything as Markdown']);
});
