import { expect, test } from 'vitest';
import type { PanelStart } from '../../src/contract/panelContract.ts';
import { emptyFields } from '../../webview/connection/draftFields.ts';
import { initialState } from '../../webview/panelState.ts';
import { fingerprint, readSavedState, savedStateOf, stateAtStart, withoutSecrets } from '../../webview/savedState.ts';
import { snapshot } from './fakePanel.ts';

const start: PanelStart = {
  draft: { options: { url: 'ws://given' } },
  sessions: [snapshot({ id: 'a', startedAt: 1 }), snapshot({ id: 'b', startedAt: 2 })],
  active: 'a',
  canSaveToWorkspace: true,
};
const typed = { ...initialState, fields: { ...emptyFields, url: 'ws://typed', headers: 'Cookie: sid=1\nX-A: b' } };

test('secret header values are left out, and named', () => {
  expect(withoutSecrets('Authorization: Bearer x\nX-A: b\nX-Api-Key:k\nCookie:')).toEqual({
    headers: 'Authorization: \nX-A: b\nX-Api-Key: \nCookie:',
    names: ['Authorization', 'X-Api-Key'],
  });
});

test('what is saved holds no secret and is read back as it was', () => {
  const saved = savedStateOf(
    { ...typed, profile: { name: 'P', url: 'ws://p' }, active: 'b', tab: 'handshake', composing: 'hi' },
    [fingerprint(start.draft)],
  );
  expect(JSON.stringify(saved)).not.toContain('sid=1');
  const read = readSavedState(JSON.parse(JSON.stringify(saved)));
  expect(read).toEqual(saved);
  expect(read?.unkept).toEqual(['Cookie']);
});

test('what was typed stays over a reload while the extension gives the same draft', () => {
  const saved = savedStateOf({ ...typed, active: 'b' }, [fingerprint(start.draft)]);
  const state = stateAtStart(start, saved);
  expect(state).toMatchObject({ fields: { url: 'ws://typed' }, unkept: ['Cookie'], active: 'b', optionsOpen: true });
  expect(state.sessions?.map(({ id }) => id)).toEqual(['b', 'a']);
});

test('another draft from the extension is newer than what was typed', () => {
  const saved = savedStateOf({ ...typed, active: 'b' }, ['an older one']);
  expect(stateAtStart(start, saved)).toMatchObject({ fields: { url: 'ws://given' }, unkept: [], active: 'a' });
});

test('a draft that equals what was typed brings the secrets back', () => {
  const headers = [
    ['Cookie', 'sid=1'],
    ['X-A', 'b'],
  ] as const;
  const draft = { options: { url: 'ws://typed', headers } };
  const saved = savedStateOf(typed, [fingerprint(draft)]);
  expect(stateAtStart({ ...start, draft }, saved)).toMatchObject({
    fields: { headers: 'Cookie: sid=1\nX-A: b' },
    unkept: [],
  });
});

test('a state of another shape is left out', () => {
  expect(readSavedState(undefined)).toBeUndefined();
  expect(readSavedState('text')).toBeUndefined();
  expect(readSavedState({ fields: { url: 7, deflate: false }, tab: 'odd', unkept: [1, 'a'] })).toMatchObject({
    fields: { ...emptyFields, deflate: false },
    tab: 'frames',
    unkept: ['a'],
    given: [],
  });
});
