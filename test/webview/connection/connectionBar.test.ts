// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { ButtonControl } from '../../../webview/controls.ts';
import { connectionBar } from '../../../webview/connection/connectionBar.ts';
import { allByTestId, byTestId, fakePanel, press, settled, snapshot, type } from '../fakePanel.ts';

test('Enter in the URL connects', async () => {
  const panel = fakePanel({}, { 'connection.open': () => ({ ok: true, session: 's1' }) });
  const bar = connectionBar(panel);
  type(byTestId(bar, 'url'), 'ws://localhost:1/echo');
  press(byTestId(bar, 'url'), 'Enter');
  await settled();
  expect(panel.calls).toEqual([['connection.open', { options: { url: 'ws://localhost:1/echo' } }]]);
});

test('the button fits the state: Connect, Cancel, Disconnect', async () => {
  const panel = fakePanel({ active: 's1' }, { 'session.cancel': () => ({}), 'session.close': () => ({}) });
  const bar = connectionBar(panel);
  const shown = (): string[] =>
    ['connect', 'disconnect'].map((id) => byTestId(bar, id)).flatMap((one) => (one.hidden ? [] : [one.textContent]));
  expect(shown()).toEqual(['Connect']);
  panel.store.update({ sessions: [snapshot({ state: 'connecting' })] });
  expect(shown()).toEqual(['Cancel']);
  byTestId(bar, 'disconnect').click();
  panel.store.update({ sessions: [snapshot({ state: 'open' })] });
  expect(shown()).toEqual(['Disconnect']);
  byTestId(bar, 'disconnect').click();
  await settled();
  panel.store.update({ sessions: [snapshot({ state: 'closed' })] });
  expect(shown()).toEqual(['Connect']);
  expect(panel.calls).toEqual([
    ['session.cancel', { session: 's1' }],
    ['session.close', { session: 's1', code: 1000, reason: '' }],
  ]);
});

test('a warning lasts as long as the URL is not safe', () => {
  const panel = fakePanel();
  const bar = connectionBar(panel);
  panel.actions.edit({ url: 'ws://example.com' });
  expect(allByTestId(bar, 'insecure-warning')).toHaveLength(1);
  panel.actions.edit({ url: 'wss://example.com' });
  expect(allByTestId(bar, 'insecure-warning')).toHaveLength(0);
});

test('a problem with the URL stands there; one with an option opens the options', () => {
  const panel = fakePanel();
  const bar = connectionBar(panel);
  const toggle = byTestId(bar, 'options-toggle');
  panel.store.update({ problems: [{ field: 'url', message: 'No host.' }] });
  expect(bar.textContent).toContain('No host.');
  expect(byTestId(bar, 'url').getAttribute('aria-invalid')).toBe('true');
  expect(toggle.getAttribute('aria-expanded')).toBe('false');
  panel.store.update({ problems: [{ field: 'origin', message: 'Odd.' }] });
  expect(toggle.getAttribute('aria-expanded')).toBe('true');
  toggle.click();
  expect(byTestId(bar, 'origin').closest<HTMLElement>('.options')?.hidden).toBe(true);
});

test('saving the exchange needs messages, and its button says what it does', () => {
  const panel = fakePanel({ active: 's1', sessions: [snapshot()] });
  const bar = connectionBar(panel);
  const record = byTestId(bar, 'record') as ButtonControl;
  expect(record.disabled).toBe(true);
  expect([record.title, record.getAttribute('aria-label')]).toEqual(
    Array(2).fill('Record sequence: save the exchange so far'),
  );
  const server = { frames: 1, messages: 1, wireBytes: 3, payloadBytes: 1 };
  panel.store.update({ sessions: [snapshot({ server })] });
  expect(record.disabled).toBe(false);
});

test('the button of the options says how many differ from their default', () => {
  const panel = fakePanel();
  const toggle = byTestId(connectionBar(panel), 'options-toggle');
  expect(toggle.textContent).toBe('Options');
  panel.actions.edit({ deflate: false, 'tls.ca': 'a.pem' });
  expect(toggle.querySelector('.only-read')?.textContent).toBe(', 2 changed');
  expect(toggle.querySelector('.tool-count')?.textContent).toBe('2');
});

test('what is dialled in place of the URL counts for the warning', () => {
  const panel = fakePanel();
  const bar = connectionBar(panel);
  panel.actions.edit({ url: 'ws://example.com', connectTo: '127.0.0.1' });
  expect(allByTestId(bar, 'insecure-warning')).toHaveLength(0);
  panel.actions.edit({ url: 'wss://example.com', 'tls.verify': false });
  expect(allByTestId(bar, 'insecure-warning')).toHaveLength(1);
});

test('credentials of the URL that were not kept are named below it', () => {
  const panel = fakePanel({ unkept: [{ path: 'url', name: 'the user name and password' }] });
  const bar = connectionBar(panel);
  expect(bar.textContent).toContain('did not keep the user name and password');
  type(byTestId(bar, 'url'), 'wss://a:b@c');
  expect(bar.textContent).not.toContain('did not keep');
});
