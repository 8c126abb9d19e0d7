// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { closeForm, pingForm } from '../../../webview/composer/controlFrames.ts';
import { byTestId, fakePanel, press, settled, snapshot, type } from '../fakePanel.ts';

const open = { active: 's1', sessions: [snapshot()] };

test('a ping carries its payload', async () => {
  const panel = fakePanel(open, { 'session.send': () => ({}) });
  const form = pingForm(panel);
  type(byTestId(form, 'ping-payload'), 'hé');
  byTestId(form, 'ping').click();
  await settled();
  expect(panel.calls).toEqual([
    ['session.send', { session: 's1', send: { kind: 'ping', bytes: new TextEncoder().encode('hé') } }],
  ]);
  type(byTestId(form, 'ping-payload'), 'x'.repeat(126));
  byTestId(form, 'ping').click();
  expect(form.textContent).toContain('at most 125');
  expect(panel.calls).toHaveLength(1);
});

test('close sends code and reason, or neither', async () => {
  const panel = fakePanel(open, { 'session.close': () => ({}) });
  const form = closeForm(panel);
  type(byTestId(form, 'close-code'), '4001');
  type(byTestId(form, 'close-reason'), 'enough');
  press(byTestId(form, 'close-reason'), 'Enter');
  await settled();
  type(byTestId(form, 'close-code'), '');
  type(byTestId(form, 'close-reason'), '');
  byTestId(form, 'close').click();
  await settled();
  expect(panel.calls).toEqual([
    ['session.close', { session: 's1', code: 4001, reason: 'enough' }],
    ['session.close', { session: 's1', code: undefined, reason: '' }],
  ]);
});

test('a code that a client may not send is refused with the typing kept', () => {
  const panel = fakePanel(open);
  const form = closeForm(panel);
  type(byTestId(form, 'close-code'), '1006');
  byTestId(form, 'close').click();
  expect(form.textContent).toContain('not "1006"');
  expect((byTestId(form, 'close-code') as HTMLInputElement).value).toBe('1006');
  expect(panel.calls).toEqual([]);
});

test('nothing is sent while the connection is not open', () => {
  const panel = fakePanel();
  const forms = [pingForm(panel), closeForm(panel)];
  press(byTestId(forms[0]!, 'ping-payload'), 'Enter');
  press(byTestId(forms[1]!, 'close-code'), 'Enter');
  expect(panel.calls).toEqual([]);
  expect((byTestId(forms[0]!, 'ping') as HTMLButtonElement).disabled).toBe(true);
});
