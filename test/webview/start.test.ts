// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { isSecretName, nameSecrets } from '../../src/base/secretNames.ts';
import type { PanelStart } from '../../src/contract/panelContract.ts';
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

test('a draft loaded meanwhile counts as given: what is typed after it stays', async () => {
  const draft = { options: { url: 'ws://loaded' } };
  const fake = fakePanel({}, { 'panel.start': () => answer, 'session.handshake': () => [] });
  const kept = memory();
  await start(document.body, kept, fake.caller);
  fake.notify('draft.load', draft);
  type(byTestId(document, 'url'), 'ws://loaded/typed');
  await settled();
  const later = fakePanel({}, { 'panel.start': () => ({ ...answer, draft }), 'session.handshake': () => [] });
  const again = await start(document.body, memory(kept.read()), later.caller);
  expect(again.store.get().fields.url).toBe('ws://loaded/typed');
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

test('with another engine the page begins anew, finds its sessions by their new names, and keeps what it knew until then', async () => {
  const kept = memory();
  let give: (start: PanelStart) => void = () => undefined;
  const answers: (PanelStart | Promise<PanelStart>)[] = [answer];
  const fake = fakePanel({}, { 'panel.start': () => answers.shift(), 'session.handshake': () => [] });
  const panel = await start(document.body, kept, fake.caller);
  panel.store.update({ selected: { s1: 7 }, topFrame: { s1: 3 }, tab: 'statistics' });
  await settled();
  answers.push(new Promise((resolve) => (give = resolve)));
  fake.notify('engine.started', {});
  await settled();
  expect(panel.store.get()).toMatchObject({ sessions: [], restoring: true });
  expect(document.querySelector('.no-frames')?.textContent).toContain('being opened from their captures');
  // Captures are being opened: what is not there yet is not forgotten, even when the window is reloaded now.
  expect(kept.read()).toMatchObject({ selected: { s1: 7 }, topFrame: { s1: 3 } });
  give({ ...answer, sessions: [snapshot({ id: 's9' })], active: 's9', renamed: { s1: 's9' } });
  await settled();
  expect(panel.store.get()).toMatchObject({
    active: 's9',
    restoring: false,
    selected: { s9: 7 },
    topFrame: { s9: 3 },
    tab: 'statistics',
  });
  await settled();
  expect(kept.read()).toMatchObject({ selected: { s9: 7 } });
});
