// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { statisticsView } from '../../../webview/statistics/statisticsView.ts';
import { byTestId, fakePanel, settled, snapshot } from '../fakePanel.ts';
import { statisticsOf } from './statisticsData.ts';

function shown(frames = 6) {
  const panel = fakePanel(
    { active: 's1', sessions: [snapshot({ state: 'closed' })] },
    { 'session.statistics': () => statisticsOf({ frames }) },
  );
  return { panel, element: statisticsView(panel) };
}

test('nothing is counted before it is shown', async () => {
  const { panel, element } = shown();
  await settled();
  expect(panel.calls).toEqual([]);
  panel.actions.showTab('statistics');
  await settled();
  const titles = [...element.querySelectorAll('h2')].map((title) => title.textContent);
  expect(titles).toEqual(['Rates', 'Opcodes', 'Payload sizes', 'Compression', 'Times']);
});

test('the longest silence leads to its frame in the list', async () => {
  const { panel, element } = shown();
  panel.actions.showTab('statistics');
  await settled();
  element.querySelector<HTMLElement>('.statistics-links button')?.click();
  expect(panel.store.get()).toMatchObject({ tab: 'frames', selected: { s1: 4 } });
});

test('without frames, and without a session, it says so', async () => {
  const { panel, element } = shown(0);
  panel.actions.showTab('statistics');
  await settled();
  expect(byTestId(element, 'statistics').textContent).toContain('No frames yet');
  panel.store.update({ active: undefined });
  expect(byTestId(element, 'statistics').textContent).toContain('No session is shown');
});

test('a failure is said', async () => {
  const panel = fakePanel({ active: 's1', sessions: [snapshot({ state: 'closed' })], tab: 'statistics' });
  statisticsView(panel);
  await settled();
  expect(panel.store.get().refusal).toContain('session.statistics');
});
