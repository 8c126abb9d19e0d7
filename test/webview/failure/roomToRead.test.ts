// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { Diagnosis } from '../../../src/diagnosis/diagnosis.ts';
import { makeRoomToRead } from '../../../webview/failure/roomToRead.ts';
import { fakePanel, settled, snapshot } from '../fakePanel.ts';

const refusedBy: Diagnosis = {
  stage: 'http',
  cause: 'status-401',
  title: 'The server wants credentials',
  explanation: '',
  evidence: [],
  likelyCauses: [],
  remedies: [],
  section: '',
};

/** The options are open and leave that many px; then the connection fails. */
async function failsIn(height: number, focus: boolean) {
  const session = document.createElement('main');
  Object.defineProperty(session, 'clientHeight', { value: height });
  const card = document.createElement('section');
  session.append(card);
  const options = document.createElement('div');
  options.className = 'options';
  const field = document.createElement('input');
  options.append(field);
  document.body.replaceChildren(options, session);
  if (focus) field.focus();
  const panel = fakePanel({ active: 's1', sessions: [snapshot()], optionsOpen: true });
  makeRoomToRead(panel, card);
  card.hidden = true;
  await nextFrame();
  expect(panel.store.get().optionsOpen).toBe(true);
  card.hidden = false;
  panel.store.update({ sessions: [snapshot({ state: 'failed', diagnoses: [refusedBy] })] });
  await settled();
  await nextFrame();
  return panel;
}

const nextFrame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => done()));

test('open options fold where the explanation could not be read', async () => {
  const { store } = await failsIn(90, false);
  expect(store.get().optionsOpen).toBe(false);
});

test('whoever opens them again keeps them', async () => {
  const { store } = await failsIn(90, false);
  store.update({ optionsOpen: true });
  await settled();
  await nextFrame();
  expect(store.get().optionsOpen).toBe(true);
});

test.each([
  ['there is room', 400, false],
  ['somebody types in them', 90, true],
])('they stay open where %s', async (_, height, focus) => {
  const { store } = await failsIn(height, focus);
  expect(store.get().optionsOpen).toBe(true);
});
