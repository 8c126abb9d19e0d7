import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fieldsOf } from '../../../webview/connection/draftFields.ts';
import { checkAsTyped } from '../../../webview/connection/checkAsTyped.ts';
import { fakePanel } from '../fakePanel.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const problem = (field: string) => ({ field, message: `${field} is bad` });

test('what is typed is checked after a pause, and its own problems are shown', async () => {
  const panel = fakePanel({}, { 'connection.check': () => [problem('url'), problem('origin')] });
  checkAsTyped(panel.store, panel.call);
  panel.actions.edit({ url: 'f' });
  panel.actions.edit({ url: 'ftp://h' });
  expect(panel.calls).toEqual([]);
  await vi.runAllTimersAsync();
  expect(panel.calls).toHaveLength(1);
  expect(panel.store.get().problems).toEqual([problem('url')]);
  panel.actions.edit({ origin: 'x' });
  await vi.runAllTimersAsync();
  expect(panel.store.get().problems).toEqual([problem('url'), problem('origin')]);
});

test('an empty address is no mistake yet, and a loaded connection is no typing', async () => {
  const panel = fakePanel({}, { 'connection.check': () => [problem('url')] });
  checkAsTyped(panel.store, panel.call);
  panel.actions.edit({ url: ' ' });
  await vi.runAllTimersAsync();
  expect(panel.store.get().problems).toEqual([]);
  const loaded = fieldsOf({ url: 'ws://a', origin: 'o', deflate: false, proxy: 'none', subprotocols: ['x'] });
  panel.store.update({ fields: loaded });
  await vi.runAllTimersAsync();
  expect(panel.calls).toHaveLength(1);
});

test('what cannot be read is told without the extension, and nothing is told of what was edited since', async () => {
  const panel = fakePanel();
  checkAsTyped(panel.store, panel.call);
  panel.actions.edit({ handshakeTimeout: 'soon' });
  await vi.runAllTimersAsync();
  expect(panel.store.get().problems).toMatchObject([{ field: 'handshakeTimeout' }]);
  panel.actions.edit({ handshakeTimeout: '5' });
  await vi.runAllTimersAsync();
  expect(panel.store.get().problems).toEqual([]);
});
