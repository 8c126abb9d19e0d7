// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { filterBar } from '../../../webview/filter/filterBar.ts';
import { noFilter } from '../../../webview/filter/sessionFilter.ts';
import { byTestId, fakePanel, press } from '../fakePanel.ts';
import { filterState } from '../filterState.ts';

function bar() {
  const panel = fakePanel(
    { active: 's1', frames: { s1: 10 } },
    { 'session.filter': () => ({ ok: true }), 'session.filter.stop': () => ({}) },
  );
  const element = filterBar(panel, () => undefined);
  document.body.replaceChildren(element);
  const show = (more: object): void => panel.store.update({ filters: { s1: { ...noFilter, ...more } } });
  return { panel, element, show };
}

test('it is there only with a session', () => {
  const { panel, element } = bar();
  expect(element.hidden).toBe(false);
  panel.store.update({ active: undefined });
  expect(element.hidden).toBe(true);
});

test('it shows count, progress and trouble of the filter', () => {
  const { element, show } = bar();
  const next = byTestId(element, 'find-next') as HTMLButtonElement;
  expect(next.disabled).toBe(true);
  show({ applied: 'x', text: 'x', progress: filterState({ count: 1, looked: 5 }) });
  const progress = element.querySelector('progress')!;
  expect([next.disabled, progress.hidden, progress.value]).toEqual([false, false, 0.5]);
  expect(byTestId(element, 'filter-count').textContent).toBe('1 of 10 frames, 50 % looked at');
  show({ applied: 'x', text: 'x', progress: filterState({ problem: 'Given up.' }) });
  expect(progress.hidden).toBe(true);
  expect(byTestId(element, 'filter-trouble').textContent).toBe('Given up.');
});

test('Ctrl+F comes here from anywhere, F3 searches', () => {
  const { panel, element } = bar();
  panel.store.update({ tab: 'handshake' });
  press(document.body, 'f', { ctrlKey: true });
  expect(document.activeElement).toBe(byTestId(element, 'filter'));
  expect(panel.store.get().tab).toBe('frames');
  expect(press(document.body, 'F3')).toBe(false);
});

test('the star saves what is typed', () => {
  const { panel, element, show } = bar();
  show({ text: 'from:client' });
  byTestId(element, 'filter-save').click();
  expect(panel.store.get().filterMemory.saved).toEqual(['from:client']);
});

test('it filters by what another part of the page asks for', () => {
  const { panel, element } = bar();
  panel.actions.filterBy('json:$.op=="say"');
  expect(panel.calls.find(([name]) => name === 'session.filter')?.[1]).toMatchObject({ text: 'json:$.op=="say"' });
  expect((byTestId(element, 'filter') as HTMLInputElement).value).toBe('json:$.op=="say"');
});
