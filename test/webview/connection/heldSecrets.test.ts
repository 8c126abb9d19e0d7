import { expect, test } from 'vitest';
import { emptyFields } from '../../../webview/connection/draftFields.ts';
import { holdSecrets, withHeld } from '../../../webview/connection/heldSecrets.ts';
import { withoutSecrets } from '../../../webview/connection/secretFields.ts';
import { fakePanel, settled } from '../fakePanel.ts';

const typed = {
  ...emptyFields,
  url: 'ws://ann:hunter2@127.0.0.1/?token=hunter2',
  'auth.type': 'bearer',
  'auth.token': 'hunter2',
  headers: 'X-Api-Key: hunter2\nX-Row: 1',
};

test('the extension holds the texts with secrets in them, and is told when they become others', () => {
  const panel = fakePanel({}, { 'draft.hold': () => ({}) });
  holdSecrets(panel.store, panel.call);
  panel.store.update({ fields: { ...emptyFields, url: 'ws://127.0.0.1/' } });
  expect(panel.calls).toEqual([]);
  panel.store.update({ fields: typed });
  const texts = { url: typed.url, headers: typed.headers, 'auth.token': 'hunter2' };
  expect(panel.calls).toEqual([['draft.hold', { texts }]]);
  panel.store.update({ fields: { ...typed, subprotocols: 'chat' } });
  expect(panel.calls).toHaveLength(1);
  panel.store.update({ fields: emptyFields });
  expect(panel.calls[1]).toEqual(['draft.hold', { texts: {} }]);
});

test('a failure is shown', async () => {
  const panel = fakePanel();
  holdSecrets(panel.store, panel.call);
  panel.store.update({ fields: typed });
  await settled();
  expect(panel.store.get().refusal).toMatch(/No answer/);
});

test('what was kept comes back with what was held', () => {
  const { fields, unkept } = withoutSecrets(typed);
  expect(JSON.stringify(fields)).not.toContain('hunter2');
  const held = { url: typed.url, headers: typed.headers, 'auth.token': 'hunter2' };
  expect(withHeld(fields, unkept, held)).toEqual({ fields: typed, unkept: [] });
  expect(withHeld(fields, unkept)).toEqual({ fields, unkept });
});

test('a text that has become another since stays as it was kept, and is still to be typed again', () => {
  const { fields, unkept } = withoutSecrets({ ...typed, headers: 'X-Api-Key: other\nX-Row: 2' });
  const back = withHeld(fields, unkept, { headers: typed.headers, 'auth.token': 'hunter2' });
  expect(back.fields['headers']).toBe(fields['headers']);
  expect(back.fields['auth.token']).toBe('hunter2');
  expect(back.unkept.some(({ path }) => path === 'headers')).toBe(true);
});
