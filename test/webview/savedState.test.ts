import { expect, test } from 'vitest';
import type { PanelStart } from '../../src/contract/panelContract.ts';
import { emptyFields } from '../../webview/connection/draftFields.ts';
import { noFilter } from '../../webview/filter/sessionFilter.ts';
import { initialState } from '../../webview/panelState.ts';
import { readSavedState, savedStateOf, stateAtStart, withPending, withRestored } from '../../webview/savedState.ts';
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
  const saved = savedStateOf({
    ...typed,
    profile: { name: 'P', url: 'ws://a:hunter2@p' },
    active: 'b',
    tab: 'handshake',
    composing: 'hi',
  });
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
  expect(savedStateOf({ ...typed, unkept }).unkept).toEqual([unkept[1], unkept[0]]);
});

test('only what has to be typed again in the options opens them', () => {
  const fields = { ...emptyFields, url: 'ws://a:b@typed' };
  expect(stateAtStart(start, savedStateOf({ ...typed, fields }))).toMatchObject({
    fields: { url: 'ws://typed' },
    unkept: [{ path: 'url' }],
    optionsOpen: false,
  });
});

test('what was typed stays over a reload while nobody asks for another draft', () => {
  const saved = savedStateOf({ ...typed, active: 'b' });
  const state = stateAtStart(start, saved);
  expect(state).toMatchObject({
    fields: { url: 'ws://typed' },
    unkept: [{ path: 'headers', name: 'Cookie' }],
    active: 'b',
    optionsOpen: true,
  });
  expect(state.sessions?.map(({ id }) => id)).toEqual(['b', 'a']);
});

test('a draft that somebody asked for is newer than what was typed', () => {
  const saved = savedStateOf({ ...typed, active: 'b' });
  expect(stateAtStart({ ...start, asked: true }, saved)).toMatchObject({
    fields: { url: 'ws://given' },
    unkept: [],
    active: 'a',
  });
});

test('a draft that equals what was typed brings the secrets back', () => {
  const headers = [
    ['Cookie', 'sid=1'],
    ['X-A', 'b'],
  ] as const;
  const draft = { options: { url: 'ws://typed', headers } };
  const saved = savedStateOf({ ...typed, active: 'b' });
  expect(stateAtStart({ ...start, draft, asked: true }, saved)).toMatchObject({
    fields: { headers: 'Cookie: sid=1\nX-A: b' },
    unkept: [],
    active: 'b',
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
  });
});

test('each session comes back with its filter, its place and what was cleared away', () => {
  const filters = { a: { ...noFilter, text: 'ping' }, b: { ...noFilter, text: 'from:client', applied: 'from:client' } };
  const places = { topFrame: { b: 40 }, cleared: { a: 12 }, selected: { b: 7 } };
  const saved = savedStateOf({ ...typed, active: 'b', filters, ...places });
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
  expect(stateAtStart({ ...start, filters: { used: ['x'], saved: [] } }, saved).filterMemory?.used).toEqual(['x']);
});

test("a panel's sessions are kept by their captures, and known again by their new names", () => {
  const sessions = [snapshot({ id: 'b', captureFile: '/captures/b.pcapng', title: 'B' }), snapshot({ id: 'x' })];
  const saved = savedStateOf({ ...typed, sessions, active: 'old-b', own: true, selected: { 'old-b': 7, 'old-x': 1 } });
  expect(saved.sessions).toEqual([{ id: 'b', file: '/captures/b.pcapng', title: 'B' }]);
  expect(readSavedState(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  const restored = { sessions: start.sessions, active: 'a', renamed: { 'old-b': 'b', 'old-x': 'elsewhere' } };
  const state = withRestored(initialState, restored, saved, false);
  expect(state).toMatchObject({ active: 'b', selected: { b: 7 }, restoring: false });
  expect(state.sessions?.map(({ id }) => id)).toEqual(['b', 'a']);
  expect(state.selected).not.toHaveProperty('elsewhere');
  // The newest one is shown where the one that was shown is not there any more.
  expect(withRestored(initialState, { ...restored, renamed: {} }, saved, false)).toMatchObject({
    active: 'a',
    selected: {},
  });
  expect(stateAtStart({ ...start, shown: 'b' }, { ...saved, active: 'a' }).active).toBe('b');
});

test('while captures are being opened, names of the engine before mean nothing, and what was typed is there', () => {
  const sessions = [snapshot({ id: 'old-b', captureFile: '/captures/b.pcapng' })];
  const saved = savedStateOf({ ...typed, sessions, active: 'old-b', selected: { 'old-b': 7 } });
  const restoring = { ...start, active: undefined, restoring: true };
  expect(stateAtStart(restoring, saved)).toMatchObject({
    fields: { url: 'ws://typed' },
    restoring: true,
    active: undefined,
    selected: {},
  });
  // Nothing is said to come where nothing was.
  expect(stateAtStart(restoring, { ...saved, sessions: [] }).restoring).toBe(false);
  // A page that begins when they are open already is told their names at once.
  expect(stateAtStart({ ...start, renamed: { 'old-b': 'b' } }, saved)).toMatchObject({
    active: 'b',
    selected: { b: 7 },
    restoring: false,
  });
  expect(stateAtStart({ ...restoring, asked: true }, saved).fields?.url).toBe('ws://given');
});

test('what was done while captures were being opened stands', () => {
  const sessions = [snapshot({ id: 'new', startedAt: 9 }), snapshot({ id: 'b', startedAt: 2 })];
  const now = { ...initialState, sessions, active: 'new', selected: { new: 3, b: 1 }, filters: { b: noFilter } };
  const before = savedStateOf({
    ...typed,
    active: 'old-b',
    selected: { 'old-b': 7, 'old-a': 5 },
    filters: { 'old-b': { ...noFilter, text: 'x' } },
  });
  const restored = { sessions: start.sessions, active: 'b', renamed: { 'old-b': 'b', 'old-a': 'a' } };
  const state = withRestored(now, restored, before, true);
  expect(state).toMatchObject({ active: 'new', selected: { new: 3, b: 1, a: 5 }, filters: { b: noFilter } });
  expect(state.sessions?.map(({ id }) => id)).toEqual(['new', 'b', 'a']);
  // Also that nothing is to be shown.
  expect(withRestored({ ...now, active: undefined }, restored, before, true).active).toBeUndefined();
});

test('what is kept while captures are being opened has their sessions as well', () => {
  const file = '/captures/b.pcapng';
  const before = savedStateOf({
    ...typed,
    active: 'old-b',
    sessions: [snapshot({ id: 'old-b', captureFile: file })],
    selected: { 'old-b': 7 },
  });
  const sessions = [
    snapshot({ id: 'b', captureFile: file }),
    snapshot({ id: 'new', captureFile: '/captures/new.pcapng' }),
    snapshot({ id: 'other', captureFile: file, opened: { trouble: [], connection: 2 } }),
  ];
  const now = savedStateOf({ ...typed, composing: 'hi', active: 'new', sessions, selected: { new: 1 } });
  expect(withPending(now, before)).toMatchObject({
    composing: 'hi',
    active: 'new',
    sessions: [{ id: 'old-b' }, { id: 'new' }, { id: 'other' }],
    selected: { 'old-b': 7, new: 1 },
  });
  expect(withPending({ ...now, active: 'b' }, before).active).toBe('old-b');
});
