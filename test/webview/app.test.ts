// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { app } from '../../webview/app.ts';
import { byTestId, fakePanel, snapshot } from './fakePanel.ts';

test('the page has its parts, and the tabs show one of two', () => {
  const panel = fakePanel({ sessions: [snapshot()], active: 's1', frames: { s1: 1234 } });
  const page = app(panel, () => undefined);
  const hooks = ['url', 'connect', 'disconnect', 'state', 'options-toggle', 'frame-list', 'detail', 'composer-text'];
  const more = ['composer-send', 'composer-kind', 'ping', 'close', 'failure-card', 'save-profile', 'record', 'replay'];
  for (const hook of [...hooks, ...more]) expect(byTestId(page, hook)).toBeDefined();
  expect(byTestId(page, 'tab-frames').textContent).toBe('Frames 1,234');
  byTestId(page, 'tab-handshake').click();
  expect(byTestId(page, 'handshake').hidden).toBe(false);
  expect(byTestId(page, 'frame-list').closest<HTMLElement>('[role=tabpanel]')?.hidden).toBe(true);
});

test('the details come in front only where they cover the list', () => {
  const panel = fakePanel({ sessions: [snapshot()], active: 's1', selected: { s1: 0 } });
  document.body.replaceChildren(app(panel, () => undefined));
  const session = document.querySelector<HTMLElement>('.session')!;
  panel.store.update({ reading: true });
  expect(panel.store.get().reading).toBe(false);
  // As the style sheet has it where there is no room.
  session.style.visibility = 'hidden';
  panel.store.update({ reading: true });
  expect(panel.store.get().reading).toBe(true);
  expect(session.parentElement?.classList.contains('reading')).toBe(true);
  expect(document.activeElement).toBe(byTestId(document, 'view-text'));
  byTestId(document, 'back-to-frames').click();
  expect(session.parentElement?.classList.contains('reading')).toBe(false);
  expect(document.activeElement).toBe(byTestId(document, 'frame-list'));
});
