import { expect, test, vi } from 'vitest';
import { filterControl } from '../../../webview/filter/filterControl.ts';
import { filterOf, noFilter, withProgress } from '../../../webview/filter/sessionFilter.ts';
import { type Answers, fakePanel, settled } from '../fakePanel.ts';
import { filterState } from '../filterState.ts';

function control(answers: Answers = {}, state = {}) {
  const panel = fakePanel(
    { active: 's1', frames: { s1: 10 }, ...state },
    { 'session.filter': () => ({ ok: true }), 'session.filter.stop': () => ({}), ...answers },
  );
  const made = filterControl(panel);
  const names = () => panel.calls.map(([name]) => name);
  return { panel, names, filter: () => filterOf(panel.store.get(), 's1'), ...made };
}

test('what can be read is applied and stands in for all rows', async () => {
  const { panel, enter, filter, names } = control();
  await enter('from:client');
  expect(panel.calls[0]![1]).toMatchObject({ session: 's1', text: 'from:client' });
  expect(filter()).toMatchObject({ text: 'from:client', applied: 'from:client', problem: undefined });
  const rows = panel.store.get().standIn['s1']!;
  const { view } = filter();
  panel.store.update((state) => withProgress(state, filterState({ view: view!, count: 4 })));
  expect(rows.count).toBe(4);
  expect(panel.store.get().filterMemory.used).toEqual(['from:client']);

  await enter('from:server');
  expect(filter().view).not.toBe(view);
  expect(panel.calls.at(-1)).toEqual(['session.filter.stop', { session: 's1', view }]);
  await enter('');
  expect(panel.store.get().standIn).toEqual({});
  expect(filter()).toMatchObject({ applied: '', view: undefined });
  expect(names().filter((name) => name === 'session.filter.stop')).toHaveLength(2);
});

test('a mistake is told without asking the engine, and what was shown stays', async () => {
  const { panel, enter, filter, names } = control();
  await enter('tick');
  await enter('from:x');
  expect(filter()).toMatchObject({ text: 'from:x', applied: 'tick', problem: { offset: 5 } });
  expect(names()).toEqual(['session.filter']);
  expect(panel.store.get().standIn['s1']).toBeDefined();
  await enter('tick ');
  expect(filter().problem).toBeUndefined();
  expect(names()).toEqual(['session.filter']);
});

test('what is typed is applied a moment later, the last of it', async () => {
  vi.useFakeTimers();
  const { type, panel, filter } = control();
  type('ti');
  type('tick');
  expect(panel.calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(300);
  expect(panel.calls).toHaveLength(1);
  expect(filter().applied).toBe('tick');
  vi.useRealTimers();
});

test('what was typed before the page was made anew is applied again', async () => {
  const filters = { s1: { ...noFilter, text: 'tick' } };
  const { panel, filter } = control({}, { filters });
  await settled();
  expect(panel.calls[0]![0]).toBe('session.filter');
  expect(filter().applied).toBe('tick');
});

test('clearing, muting and folding make the matches anew, of this session and once it is shown of another', async () => {
  const { panel, enter, filter } = control({ 'session.find': () => ({ ok: true, place: undefined }) });
  await enter('tick');
  const first = filter().view;
  const asked = () => panel.calls.filter(([name]) => name === 'session.filter').map(([, params]) => params);
  expect(asked()).toMatchObject([{ within: { first: 0, fold: false, otherwise: [], mute: [] } }]);
  panel.actions.clearView();
  await settled();
  panel.actions.prefer((list) => ({ ...list, fold: true, mute: [9] }));
  await settled();
  expect(asked().slice(1)).toMatchObject([
    { text: 'tick', within: { first: 10 } },
    { text: 'tick', within: { first: 10, fold: true, mute: [9] } },
  ]);
  expect(filter()).toMatchObject({ text: 'tick', applied: 'tick' });
  expect(filter().view).not.toBe(first);
  panel.store.update({ active: 's2' });
  panel.actions.prefer((list) => ({ ...list, mute: [] }));
  await settled();
  expect(asked()).toHaveLength(3);
  panel.store.update({ active: 's1' });
  await settled();
  expect(asked().at(-1)).toMatchObject({ session: 's1', within: { mute: [] } });
});

test('a refusal leaves every frame shown', async () => {
  const { panel, enter, filter } = control({
    'session.filter': () => {
      throw new Error('That session is no longer there.');
    },
  });
  await enter('tick');
  expect([filter().applied, panel.store.get().standIn]).toEqual(['', {}]);
});

test('searching selects what is found and goes on at the other end', async () => {
  const places = [
    { frame: 3, of: 'message', span: { offset: 2, length: 4 } },
    undefined,
    { frame: 1, of: 'message', span: undefined },
    undefined,
    undefined,
  ];
  const asked: unknown[] = [];
  const { panel, enter, find, filter } = control({
    'session.find': (params) => {
      asked.push(params['from']);
      return { ok: true, place: places.shift() };
    },
  });
  await find('next');
  expect(asked).toEqual([]);
  await enter('tick');
  await find('next');
  expect(panel.store.get().selected['s1']).toBe(3);
  await find('next');
  expect(panel.store.get()).toMatchObject({ selected: { s1: 1 }, said: 'Search went on from the beginning. Frame 2.' });
  await find('previous');
  expect(panel.store.get().said).toBe('Nothing was found.');
  expect(asked).toEqual([{ frame: -1 }, { frame: 3, offset: 2 }, { frame: -1 }, { frame: 1 }, { frame: 10 }]);
  expect(filter().searching).toBe(false);
});
