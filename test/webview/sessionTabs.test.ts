// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { sessionTabs } from '../../webview/sessionTabs.ts';
import { withoutSession } from '../../webview/panelState.ts';
import { allByTestId, fakePanel, press, settled, snapshot } from './fakePanel.ts';

const two = [snapshot({ id: 'b', title: 'new', startedAt: 2 }), snapshot({ id: 'a', title: 'old', state: 'failed' })];

test('there are tabs only when there is something to choose', () => {
  const panel = fakePanel({ sessions: [two[0]!], active: 'b' });
  const bar = sessionTabs(panel, 'session');
  expect(bar.hidden).toBe(true);
  panel.actions.show(undefined);
  expect(bar.hidden).toBe(false);
  panel.store.update({ sessions: two, active: 'b' });
  expect(bar.hidden).toBe(false);
});

test('each tab tells title and state in words, and shows its session', () => {
  const panel = fakePanel({ sessions: two, active: 'b' });
  const bar = sessionTabs(panel, 'session');
  document.body.replaceChildren(bar);
  const heads = allByTestId(bar, 'session-tab');
  expect(heads.map((head) => head.textContent)).toEqual(['newOpen', 'oldFailed']);
  heads[1]?.click();
  expect(panel.store.get().active).toBe('a');
  expect(allByTestId(bar, 'session-tab').map((head) => head.getAttribute('aria-selected'))).toEqual(['false', 'true']);
});

test('arrow keys move, and the focus stays while states change', () => {
  const panel = fakePanel({ sessions: two, active: 'b' });
  const bar = sessionTabs(panel, 'session');
  document.body.replaceChildren(bar);
  allByTestId(bar, 'session-tab')[0]?.focus();
  press(document.activeElement as HTMLElement, 'ArrowRight');
  expect(panel.store.get().active).toBe('a');
  panel.store.update({ sessions: [{ ...two[0]!, state: 'closed' }, two[1]!] });
  expect((document.activeElement as HTMLElement).dataset['session']).toBe('a');
});

test('a tab says first what tells it from the others, and its title says all', () => {
  const url = 'ws://127.0.0.1:33723/status/403';
  const panel = fakePanel({ sessions: [snapshot({ id: 'u', url, title: url }), ...two], active: 'u' });
  const [head] = allByTestId(sessionTabs(panel, 'session'), 'session-tab');
  expect(head?.querySelector('.session-title')?.textContent).toBe('/status/403');
  expect(head?.querySelector('.session-host')?.textContent).toBe('127.0.0.1:33723');
  expect(head?.title).toBe(`${url}: Open`);
  expect(head?.getAttribute('title')).toContain(url);
});

test('the tab list owns the tabs, and nothing else', () => {
  const bar = sessionTabs(fakePanel({ sessions: two, active: 'b' }), 'session');
  const owned = bar.querySelector('[role=tablist]')?.getAttribute('aria-owns');
  expect(owned).toBe(
    allByTestId(bar, 'session-tab')
      .map(({ id }) => id)
      .join(' '),
  );
});

test('a tab is closed by its button or the Delete key, and the focus goes to the next', async () => {
  const panel = fakePanel(
    { sessions: [...two, snapshot({ id: 'c', title: 'oldest', startedAt: 0 })], active: 'b' },
    { 'session.forget': () => ({}) },
  );
  const bar = sessionTabs(panel, 'session');
  document.body.replaceChildren(bar);
  const closers = allByTestId(bar, 'session-close');
  expect(closers.map((close) => close.getAttribute('aria-label'))).toEqual(['Close new', 'Close old', 'Close oldest']);
  closers[1]?.click();
  allByTestId(bar, 'session-tab')[0]?.focus();
  press(document.activeElement as HTMLElement, 'Delete');
  await settled();
  expect(panel.calls).toEqual([
    ['session.forget', { session: 'a' }],
    ['session.forget', { session: 'b' }],
  ]);
  panel.store.update((state) => withoutSession(state, 'b'));
  expect((document.activeElement as HTMLElement).dataset['session']).toBe('a');
});
