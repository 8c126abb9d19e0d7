import { expect, test } from 'vitest';
import type { PanelStart } from '../../src/contract/panelContract.ts';
import { emptyFields } from '../../webview/connection/draftFields.ts';
import { noFilter } from '../../webview/filter/sessionFilter.ts';
import { initialState } from '../../webview/panelState.ts';
import { fingerprint, readSavedState, savedStateOf, stateAtStart } from '../../webview/savedState.ts';
import { snapshot } from './fakePanel.ts';

const start: PanelStart = {
  draft: { options: { url: 'ws://given' } },
  sessions: [snapshot({ id: 'a', startedAt: 1 }), snapshot({ id: 'b', startedAt: 2 })],
  active: 'a',
  list: undefined,
  density: 'normal',
  secretPatterns: [],
  places: [{ file: 'file:///w', label: 'In this workspace' }],
  environments: { names: [], active: undefined },
  from: undefined,
};
const typed = { ...initialState, fields: { ...emptyFields, url: 'ws://typed', headers: 'Cookie: sid=1\nX-A: b' } };

test('what is saved holds no secret and is read back as it was', () => {
  const saved = savedStateOf(
    { ...typed, profile: { name: 'P', url: 'ws://a:hunter2@p' }, active: 'b', tab: 'handshake', composing: 'hi' },
    [fingerprint(start.draft)],
  );
  expect(JSON.stringify(saved)).not.toMatch(/sid=1|hunter2/);
  const read = readSavedState(JSON.parse(JSON.stringify(saved)));
  expect(read).toEqual(saved);
  expect(read?.unkept).toEqual([{ path: 'headers', name: 'Cookie' }]);
});

test('what was missing already is still missing, each once', () => {
  const unkept = [
    { path: 'headers', name: 'Cookie' },
    { path: 'auth.token', name: 'the token' },
  ];
  expect(savedStateOf({ ...typed, unkept }, []).unkept).toEqual([unkept[1], unkept[0]]);
});

test('only what has to be typed again in the options opens them', () => {
  const given = [fingerprint(start.draft)];
  const fields = { ...emptyFields, url: 'ws://a:b@typed' };
  expect(stateAtStart(start, savedStateOf({ ...typed, fields }, given))).toMatchObject({
    fields: { url: 'ws://typed' },
    unkept: [{ path: 'url' }],
    optionsOpen: false,
  });
});

test('what was typed stays over a reload while the extension gives the same draft', () => {
  const saved = savedStateOf({ ...typed, active: 'b' }, [fingerprint(start.draft)]);
  const state = stateAtStart(start, saved);
  expect(state).toMatchObject({
    fields: { url: 'ws://typed' },
    unkept: [{ path: 'headers', name: 'Cookie' }],
    active: 'b',
    optionsOpen: true,
  });
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
  const ofAnotherVersion = { url: 7, deflate: false, verifyTls: false, proxy: true, 'tls.minVersion': 'SSLv3' };
  const odd = { selected: { a: -1, b: '2' }, topFrame: 7, cleared: [], filters: { a: 1 }, sessions: [{ id: 'a' }] };
  expect(readSavedState({ fields: ofAnotherVersion, tab: 'odd', unkept: [1, 'a'], ...odd })).toEqual({
    fields: { ...emptyFields, deflate: false },
    unkept: [],
    sessions: [],
    own: false,
    selected: {},
    topFrame: {},
    cleared: {},
    filters: {},
    tab: 'frames',
    optionsOpen: false,
    composing: '',
    given: [],
  });
});

test('each session comes back with its filter, its place and what was cleared away', () => {
  const filters = { a: { ...noFilter, text: 'ping' }, b: { ...noFilter, text: 'from:client', applied: 'from:client' } };
  const places = { topFrame: { b: 40 }, cleared: { a: 12 }, selected: { b: 7 } };
  const saved = savedStateOf({ ...typed, active: 'b', filters, ...places }, [fingerprint(start.draft)]);
  expect(readSavedState(JSON.parse(JSON.stringify(saved)))).toMatchObject({
    filters: { a: 'ping', b: 'from:client' },
    ...places,
  });
  // What is typed is applied when its session is shown.
  expect(stateAtStart(start, saved)).toMatchObject({
    filters: { a: { ...noFilter, text: 'ping' }, b: { ...noFilter, text: 'from:client' } },
    ...places,
  });
  expect(stateAtStart({ ...start, sessions: [] }, saved)).toMatchObject({ filters: {}, topFrame: {}, cleared: {} });
  expect(stateAtStart({ ...start, renamed: { b: 'a' } }, saved)).toMatchObject({
    filters: { a: { text: 'from:client' } },
    topFrame: { a: 40 },
    cleared: {},
  });
  expect(stateAtStart({ ...start, filters: { used: ['x'], saved: [] } }, saved).filterMemory?.used).toEqual(['x']);
});

test("a panel's sessions are kept by their captures, and known again by their new names", () => {
  const sessions = [snapshot({ id: 'b', captureFile: '/captures/b.pcapng', title: 'B' }), snapshot({ id: 'x' })];
  const saved = savedStateOf({ ...typed, sessions, active: 'old-b', own: true, selected: { 'old-b': 7, 'old-x': 1 } }, [
    fingerprint(start.draft),
  ]);
  expect(saved.sessions).toEqual([{ id: 'b', file: '/captures/b.pcapng', title: 'B' }]);
  expect(readSavedState(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  expect(stateAtStart({ ...start, renamed: { 'old-b': 'b' }, own: true }, saved)).toMatchObject({
    active: 'b',
    selected: { b: 7 },
    own: true,
  });
  // Names of another engine mean nothing by themselves.
  expect(stateAtStart({ ...start, renamed: { other: 'a' } }, { ...saved, active: 'b' }).active).toBe('a');
  expect(stateAtStart({ ...start, shown: 'b' }, { ...saved, active: 'a' }).active).toBe('b');
});
