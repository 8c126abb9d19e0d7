// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { sessionTabs } from '../../webview/sessionTabs.ts';
import { allByTestId, fakePanel, press, snapshot } from './fakePanel.ts';

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
