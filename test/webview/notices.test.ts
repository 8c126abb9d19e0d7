import { expect, test } from 'vitest';
import { isSecretName } from '../../src/base/secretNames.ts';
import { listenToNotices } from '../../webview/notices.ts';
import { fakePanel, snapshot } from './fakePanel.ts';

test('what the extension tells comes into the state', () => {
  const panel = fakePanel();
  listenToNotices(panel.store, panel.caller.onNotice, panel.actions);
  const state = (): object => panel.store.get();
  panel.notify('session.changed', snapshot({ client: { frames: 2, messages: 2, wireBytes: 9, payloadBytes: 5 } }));
  expect(state()).toMatchObject({ frames: { s1: 2 }, sessions: [{ id: 's1' }] });
  panel.notify('session.grew', { session: 's1', frames: 9 });
  panel.notify('session.show', { session: 's1' });
  expect(state()).toMatchObject({ frames: { s1: 9 }, active: 's1' });
  panel.notify('draft.load', { options: { url: 'ws://x', origin: 'o' }, profile: 'P' });
  expect(state()).toMatchObject({ fields: { url: 'ws://x', origin: 'o' }, profile: { name: 'P', url: 'ws://x' } });
  panel.notify('session.forgotten', { session: 's1' });
  expect(state()).toMatchObject({ sessions: [], active: undefined });
});

test('a draft to be edited leaves a live connection to its tab, and stays beside one that is over', () => {
  const panel = fakePanel({
    sessions: [snapshot({ id: 's1', state: 'open' }), snapshot({ id: 's2', state: 'closed' })],
  });
  listenToNotices(panel.store, panel.caller.onNotice, panel.actions);
  panel.notify('session.show', { session: 's1' });
  panel.notify('draft.load', { options: { url: 'ws://x' } });
  expect(panel.store.get().active).toBeUndefined();
  panel.notify('session.show', { session: 's2' });
  panel.notify('draft.load', { options: { url: 'ws://x' } });
  expect(panel.store.get().active).toBe('s2');
});

test('names that are secret from now on are masked in what is on show', () => {
  const panel = fakePanel({ handshakes: { s1: [] } });
  listenToNotices(panel.store, panel.caller.onNotice, panel.actions);
  const before = panel.store.get();
  panel.notify('secrets.named', { patterns: ['seat'] });
  expect(isSecretName('seat')).toBe(true);
  expect(panel.store.get().handshakes['s1']).not.toBe(before.handshakes['s1']);
  expect(panel.store.get().fields).toEqual(before.fields);
  panel.notify('secrets.named', { patterns: [] });
  expect(isSecretName('seat')).toBe(false);
});

test('a replay is followed from its start to its end, and its session shown', () => {
  const panel = fakePanel();
  listenToNotices(panel.store, panel.caller.onNotice, panel.actions);
  const pace = { kind: 'timing', factor: 2, ahead: false };
  panel.notify('sequence.started', {
    run: 'r',
    title: 't',
    session: 's2',
    steps: [{ kind: 'send', title: 'a' }],
    pace,
  });
  const result = { index: 0, kind: 'send', ok: true, durationMs: 1, title: 'a', skipped: [] };
  panel.notify('sequence.step', { run: 'r', result });
  panel.notify('sequence.ended', { run: 'r', ok: true });
  expect(panel.store.get()).toMatchObject({ active: 's2', replay: { results: { 0: result }, ended: { ok: true } } });
  expect(panel.store.get().replaySetup).toMatchObject({ timing: true, factor: '2' });
});

test('what menus and settings say of the list is done', () => {
  const panel = fakePanel({ active: 's1', frames: { s1: 3 } });
  listenToNotices(panel.store, panel.caller.onNotice, panel.actions);
  panel.notify('list.do', { what: 'clear' });
  panel.notify('list.density', { density: 'compact' });
  panel.notify('session.annotated', { session: 's1' });
  panel.notify('session.annotated', { session: 's1' });
  expect(panel.store.get()).toMatchObject({ cleared: { s1: 3 }, density: 'compact', annotated: { s1: 2 } });
});

test('an engine that is lost takes the live sessions with it', () => {
  const panel = fakePanel({ sessions: [snapshot()], active: 's1' });
  listenToNotices(panel.store, panel.caller.onNotice, panel.actions);
  panel.notify('engine.lost', { reason: 'The engine stopped.' });
  expect(panel.store.get()).toMatchObject({
    lost: 'The engine stopped.',
    sessions: [{ id: 's1', state: 'closed', opened: { interruption: 'engine' } }],
  });
});
