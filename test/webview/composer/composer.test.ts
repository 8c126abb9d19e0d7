// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { composer } from '../../../webview/composer/composer.ts';
import type { TextControl } from '../../../webview/controls.ts';
import { withMessage } from '../../../webview/panelState.ts';
import { byTestId, fakePanel, press, settled, snapshot, type } from '../fakePanel.ts';

const open = { active: 's1', sessions: [snapshot()] };
const sends = (panel: ReturnType<typeof fakePanel>): unknown[] =>
  panel.calls.map(([, params]) => (params as { send: unknown }).send);

test('text goes out as typed, by button or Ctrl+Enter, and stays', async () => {
  const panel = fakePanel(open, { 'session.send': () => ({}) });
  const form = composer(panel);
  const field = byTestId(form, 'composer-text') as TextControl;
  type(field, 'héllo ☃');
  byTestId(form, 'composer-send').click();
  press(field, 'Enter', { ctrlKey: true });
  press(field, 'Enter');
  await settled();
  const text = { kind: 'text', text: 'héllo ☃' };
  expect(sends(panel)).toEqual([text, text]);
  expect(field.value).toBe('héllo ☃');
});

test('hex goes out as bytes; a fault is shown with its character and the typing kept', async () => {
  const panel = fakePanel(open, { 'session.send': () => ({}) });
  const form = composer(panel);
  const field = byTestId(form, 'composer-text') as TextControl;
  const kind = byTestId(form, 'composer-kind') as TextControl;
  kind.value = 'hex';
  kind.dispatchEvent(new Event('change'));
  type(field, '68 6g');
  byTestId(form, 'composer-send').click();
  expect(form.textContent).toContain('character 4');
  expect(field.value).toBe('68 6g');
  type(field, '68 69');
  expect(form.textContent).not.toContain('character 4');
  byTestId(form, 'composer-send').click();
  await settled();
  expect(sends(panel)).toEqual([{ kind: 'binary', bytes: Uint8Array.of(0x68, 0x69) }]);
});

test('Alt+Up brings back what was sent, Alt+Down what was being typed', async () => {
  const panel = fakePanel(open, { 'session.send': () => ({}) });
  const form = composer(panel);
  const field = byTestId(form, 'composer-text') as TextControl;
  type(field, 'one');
  byTestId(form, 'composer-send').click();
  await settled();
  type(field, 'two');
  press(field, 'ArrowUp', { altKey: true });
  expect(field.value).toBe('one');
  press(field, 'ArrowDown', { altKey: true });
  expect(field.value).toBe('two');
});

test('a message that is put here to be edited has the focus', () => {
  const panel = fakePanel(open);
  const form = composer(panel);
  const field = byTestId(form, 'composer-text') as TextControl;
  field.tabIndex = 0;
  document.body.replaceChildren(form);
  panel.store.update({ composing: 'typed' });
  expect(document.activeElement).toBe(document.body);
  panel.store.update((state) => withMessage(state, '00 10', 'hex'));
  expect([field.value, (byTestId(form, 'composer-kind') as TextControl).value]).toEqual(['00 10', 'hex']);
  expect(document.activeElement).toBe(field);
});

test('when not open it says why, and sends nothing', () => {
  const panel = fakePanel();
  const form = composer(panel);
  expect(byTestId(form, 'why-not-send').textContent).toBe('Not connected. Connect to send.');
  press(byTestId(form, 'composer-text'), 'Enter', { ctrlKey: true });
  expect(panel.calls).toEqual([]);
  panel.store.update(open);
  expect((byTestId(form, 'composer-send') as HTMLButtonElement).disabled).toBe(false);
});
