import { expect, test } from 'vitest';
import {
  activeSession,
  initialState,
  loadedProfile,
  profileInUse,
  sourceInUse,
  withFrames,
  withSession,
  withoutSession,
  withoutSessions,
} from '../../webview/panelState.ts';
import { emptyFields } from '../../webview/connection/draftFields.ts';
import { snapshot } from './fakePanel.ts';

const both = {
  ...initialState,
  sessions: [snapshot({ id: 'new', startedAt: 2 }), snapshot({ id: 'old', startedAt: 1 })],
  active: 'old',
};

test('a changed snapshot keeps its place, a new one comes first', () => {
  const changed = withSession(both, snapshot({ id: 'old', startedAt: 1, state: 'closed' }));
  expect(changed.sessions?.map(({ id, state }) => `${id} ${state}`)).toEqual(['new open', 'old closed']);
  const added = withSession(both, snapshot({ id: 'newest', startedAt: 3 }));
  expect(added.sessions?.map(({ id }) => id)).toEqual(['newest', 'new', 'old']);
});

test('frames never become fewer', () => {
  const counted = { ...initialState, ...withFrames(initialState, 's', 7) };
  expect(counted.frames).toEqual({ s: 7 });
  expect(withFrames(counted, 's', 5)).toEqual({});
});

test('a forgotten session that was shown makes room for the newest', () => {
  expect(withoutSession(both, 'old')).toMatchObject({ active: 'new' });
  expect(withoutSession(both, 'new')).toMatchObject({ active: 'old' });
});

test('nothing of a forgotten session is kept, and all of the others', () => {
  const state = { ...both, frames: { old: 3, new: 4 }, cleared: { old: 1 }, selected: { new: 2 } };
  expect(withoutSession(state, 'old')).toMatchObject({ frames: { new: 4 }, cleared: {}, selected: { new: 2 } });
  expect(withoutSessions()).toMatchObject({ sessions: [], active: undefined, frames: {}, filters: {}, probes: {} });
});

test('the active session', () => {
  expect(activeSession(both)?.id).toBe('old');
  expect(activeSession(initialState)).toBeUndefined();
});

test('a profile is in use while its URL stands in the bar, with its secrets or without', () => {
  const profile = { name: 'P', url: 'wss://a:b@host/?token=x' };
  const inUse = (url: string): string | undefined => profileInUse({ profile, fields: { ...emptyFields, url } });
  expect(inUse('wss://a:b@host/?token=x ')).toBe('P');
  expect(inUse('wss://host/?token=')).toBe('P');
  expect(inUse('wss://host/other?token=x')).toBeUndefined();
  expect(profileInUse({ profile: undefined, fields: emptyFields })).toBeUndefined();
});

test('a request names the profile in use and its file', () => {
  const draft = { options: { url: 'ws://a' }, profile: 'P', file: 'file:///f', origins: { origin: 'base' } };
  const profile = loadedProfile(draft);
  expect(profile).toEqual({ name: 'P', url: 'ws://a', file: 'file:///f', origins: { origin: 'base' } });
  expect(sourceInUse({ profile, fields: { ...emptyFields, url: 'ws://a' } })).toEqual({
    profile: 'P',
    file: 'file:///f',
  });
  expect(sourceInUse({ profile, fields: { ...emptyFields, url: 'ws://b' } })).toEqual({});
  expect(sourceInUse({ profile: { name: 'P', url: '' }, fields: emptyFields })).toEqual({ profile: 'P' });
});
