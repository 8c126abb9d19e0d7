// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { savedMessages } from '../../../webview/composer/savedMessages.ts';
import type { ButtonControl } from '../../../webview/controls.ts';
import { byTestId, fakePanel, settled } from '../fakePanel.ts';

test('a saved message comes into the composer; none chosen leaves it as it is', async () => {
  let message: unknown = { as: 'hex', text: '68 69' };
  const panel = fakePanel({ composing: 'typed' }, { 'message.choose': () => ({ message }) });
  const bar = savedMessages(panel);
  byTestId(bar, 'choose-message').click();
  await settled();
  expect(panel.store.get()).toMatchObject({ composing: '68 69', composingAs: 'hex' });
  message = undefined;
  byTestId(bar, 'choose-message').click();
  await settled();
  expect(panel.store.get()).toMatchObject({ composing: '68 69', composingAs: 'hex' });
});

test('what is composed is saved as it is; nothing is not', async () => {
  const panel = fakePanel({}, { 'message.save': () => ({ name: 'Hello' }) });
  const button = byTestId(savedMessages(panel), 'save-message') as ButtonControl;
  expect(button.disabled).toBe(true);
  panel.store.update({ composing: 'héllo', composingAs: 'text' });
  expect(button.disabled).toBe(false);
  button.click();
  await settled();
  expect(panel.calls).toEqual([['message.save', { as: 'text', text: 'héllo' }]]);
  expect(panel.store.get().said).toBe('Message Hello saved.');
});

test('a refusal is told', async () => {
  const panel = fakePanel({ composing: 'x' });
  byTestId(savedMessages(panel), 'save-message').click();
  await settled();
  expect(panel.store.get().refusal).toContain('No answer for message.save');
});
