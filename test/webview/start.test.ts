// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { isSecretName, nameSecrets } from '../../src/base/secretNames.ts';
import type { PanelRestored, PanelStart } from '../../src/contract/panelContract.ts';
import { CallError } from '../../src/contract/rpc.ts';
import { noFilter } from '../../webview/filter/sessionFilter.ts';
import { initialState } from '../../webview/panelState.ts';
import { savedStateOf } from '../../webview/savedState.ts';
import { start } from '../../webview/start.ts';
import { byTestId, fakePanel, settled, snapshot, type } from './fakePanel.ts';

const answer: PanelStart = {
  draft: { options: { url: 'ws://given' } },
  sessions: [snapshot({ captureFile: '/captures/s1.pcapng' })],
  active: 's1',
  list: undefined,
  density: 'normal',
  secretPatterns: [],
  places: [{ file: 'file:///w', label: 'In this workspace' }],
  environments: { names: [], active: undefined },
  from: undefined,
};

function memory(first?: unknown) {
  let state = first;
  return { getState: () => state, setState: (next: unknown) => (state = next), read: () => state };
}

test('the page shows what the extension knows, and keeps what is typed', async () => {
  const { caller } = fakePanel({}, { 'panel.start': () => answer, 'session.handshake': () => [] });
  const kept = memory();
  const panel = await start(document.body, kept, caller);
  expect(panel.store.get()).toMatchObject({ fields: { url: 'ws://given' }, active: 's1' });
  type(byTestId(document, 'url'), 'ws://typed');
  await settled();
  expect(kept.read()).toMatchObject({ fields: { url: 'ws://typed' } });
  const again = await start(document.body, memory(kept.read()), caller);
  expect(again.store.get().fields.url).toBe('ws://typed');
});

test('what the user calls secret is so from the first drawing on', async () => {
  const { caller } = fakePanel(
    {},
    { 'panel.start': () => ({ ...answer, secretPatterns: ['seat'] }), 'session.handshake': () => [] },
  );
  await start(document.body, memory(), caller);
  expect(isSecretName('seat')).toBe(true);
  nameSecrets([]);
});

test('without an answer the page says so, and trying again helps', async () => {
  let dead = true;
  const { caller } = fakePanel(
    {},
    {
      'panel.start': () => {
        if (dead) throw new Error('The engine could not be started.');
        return answer;
      },
      'session.handshake': () => [],
    },
  );
  const panel = await start(document.body, memory(), caller);
  expect(byTestId(document, 'engine-lost').textContent).toContain('could not be started');
  type(byTestId(document, 'url'), 'ws://typed meanwhile');
  dead = false;
  byTestId(document, 'try-again').click();
  await settled();
  expect(panel.store.get()).toMatchObject({ lost: undefined, fields: { url: 'ws://typed meanwhile' } });
});

test('the page is not to be used before the extension has answered', async () => {
  let give: (start: PanelStart) => void = () => undefined;
  const waiting = new Promise<PanelStart>((resolve) => (give = resolve));
  const { caller } = fakePanel({}, { 'panel.start': () => waiting, 'session.handshake': () => [] });
  const starting = start(document.body, memory(), caller);
  expect(document.body.inert).toBe(true);
  give({ ...answer, sessions: [], active: undefined });
  await starting;
  expect(document.body.inert).toBe(false);
  expect(document.activeElement).toBe(byTestId(document, 'url'));
});

test('asking again while the answer is on its way asks for nothing more', async () => {
  let fail: () => void = () => undefined;
  const answers: (() => unknown)[] = [
    () => new Promise((_resolve, reject) => (fail = () => reject(new Error('Too slow.')))),
    () => answer,
  ];
  const fake = fakePanel({}, { 'panel.start': () => answers.shift()?.(), 'session.handshake': () => [] });
  const starting = start(document.body, memory(), fake.caller);
  fail();
  const panel = await starting;
  expect(document.body.inert).toBe(false);
  byTestId(document, 'try-again').click();
  byTestId(document, 'try-again').click();
  await settled();
  expect(panel.store.get()).toMatchObject({ lost: undefined, fields: { url: 'ws://given' } });
  expect(fake.calls.filter(([name]) => name === 'panel.start')).toHaveLength(2);
});

test('the focus is left where it is while sessions are being brought back', async () => {
  const sessions = [snapshot({ captureFile: '/captures/s1.pcapng' })];
  const kept = savedStateOf({ ...initialState, sessions, active: 's1' });
  let restored: (answer: PanelRestored) => void = () => undefined;
  const { caller } = fakePanel(
    {},
    {
      'panel.start': () => ({ ...answer, sessions: [], active: undefined, restoring: true }),
      'panel.restored': () => new Promise<PanelRestored>((resolve) => (restored = resolve)),
      'session.handshake': () => [],
    },
  );
  const panel = await start(document.body, memory(kept), caller);
  expect(document.activeElement).toBe(document.body);
  restored({ sessions: [snapshot({ id: 's9' })], active: 's9', renamed: { s1: 's9' } });
  await settled();
  expect(panel.store.get().active).toBe('s9');
});

/** A page that has begun, with what it keeps; its engine is then replaced by another, whose captures open when `restored` is called. */
async function restarted() {
  const kept = memory();
  let restored: (answer: PanelRestored | Error) => void = () => undefined;
  const answers: PanelStart[] = [answer];
  const restoring = (): Promise<PanelRestored> =>
    new Promise((resolve, reject) => {
      restored = (given) => (given instanceof Error ? reject(given) : resolve(given));
    });
  const fake = fakePanel(
    {},
    {
      'panel.start': () => answers.shift(),
      'panel.restored': restoring,
      'session.handshake': () => [],
      'session.filter': () => ({ ok: true }),
    },
  );
  const panel = await start(document.body, kept, fake.caller);
  const filters = { s1: { ...noFilter, text: 'ping', applied: 'ping' } };
  panel.store.update({ selected: { s1: 7 }, topFrame: { s1: 3 }, filters, tab: 'statistics' });
  await settled();
  const begin = async (): Promise<void> => {
    answers.push({ ...answer, sessions: [], active: undefined, restoring: true });
    fake.notify('engine.started', {});
    await settled();
  };
  await begin();
  return { kept, fake, panel, begin, restored: (given: PanelRestored | Error) => restored(given) };
}
const reopened = { sessions: [snapshot({ id: 's9' })], active: 's9', renamed: { s1: 's9' } };

test('with another engine the page begins anew, finds its sessions by their new names, and keeps what it knew until then', async () => {
  const { kept, panel, restored } = await restarted();
  expect(panel.store.get()).toMatchObject({ sessions: [], restoring: true, fields: { url: 'ws://given' } });
  expect(document.querySelector('.no-frames')?.textContent).toContain('being opened from their captures');
  // Captures are being opened: what is not there yet is not forgotten, even when the window is reloaded now.
  type(byTestId(document, 'url'), 'ws://typed meanwhile');
  await settled();
  expect(kept.read()).toMatchObject({
    fields: { url: 'ws://typed meanwhile' },
    sessions: [{ id: 's1' }],
    selected: { s1: 7 },
    topFrame: { s1: 3 },
  });
  restored(reopened);
  await settled();
  expect(panel.store.get()).toMatchObject({
    active: 's9',
    restoring: false,
    selected: { s9: 7 },
    topFrame: { s9: 3 },
    tab: 'statistics',
    fields: { url: 'ws://typed meanwhile' },
  });
  await settled();
  expect(kept.read()).toMatchObject({ selected: { s9: 7 } });
});

test('a connection that is opened while captures are being opened stays in view, and its filter is left alone', async () => {
  const { fake, panel, restored } = await restarted();
  fake.notify('session.changed', snapshot({ id: 'new' }));
  panel.actions.show('new');
  restored(reopened);
  await settled();
  expect(panel.store.get()).toMatchObject({ active: 'new', selected: { s9: 7 }, filters: { s9: { applied: '' } } });
});

test('a session that is chosen before it is known how it was left gets its filter then', async () => {
  const { fake, panel, restored } = await restarted();
  fake.notify('session.changed', snapshot({ id: 's9' }));
  panel.actions.show('s9');
  restored(reopened);
  await settled();
  expect(panel.store.get()).toMatchObject({ active: 's9', filters: { s9: { text: 'ping', applied: 'ping' } } });
});

test('captures that cannot be opened are said, and what was kept of them is kept on', async () => {
  const { kept, panel, restored } = await restarted();
  restored(new CallError('refused', 'The disk is gone.'));
  await settled();
  expect(panel.store.get()).toMatchObject({ restoring: false, refusal: 'The disk is gone.' });
  type(byTestId(document, 'url'), 'ws://later');
  await settled();
  expect(kept.read()).toMatchObject({ fields: { url: 'ws://later' }, selected: { s1: 7 } });
});

test('an answer about an engine that is gone again changes nothing', async () => {
  const { panel, begin, restored } = await restarted();
  const older = restored;
  const first = { ...reopened, sessions: [snapshot({ id: 'of-the-first' })] };
  const waiting = begin();
  older(first);
  await waiting;
  expect(panel.store.get()).toMatchObject({ sessions: [], restoring: true });
  restored(reopened);
  await settled();
  expect(panel.store.get().sessions.map(({ id }) => id)).toEqual(['s9']);
});

test('what was typed into a draft that was asked for is kept when the page is hidden and shown', async () => {
  const draft = { options: { url: 'ws://profile' }, profile: 'P' };
  const kept = memory();
  const first = fakePanel(
    {},
    { 'panel.start': () => ({ ...answer, draft, asked: true }), 'session.handshake': () => [] },
  );
  await start(document.body, kept, first.caller);
  type(byTestId(document, 'url'), 'ws://profile/typed');
  await settled();
  const none = { options: { url: '' } };
  const second = fakePanel({}, { 'panel.start': () => ({ ...answer, draft: none }), 'session.handshake': () => [] });
  const again = await start(document.body, kept, second.caller);
  expect(again.store.get().fields.url).toBe('ws://profile/typed');
});
