import { expect, test } from 'vitest';
import { noFilter } from '../../../webview/filter/sessionFilter.ts';
import { fakePanel } from '../fakePanel.ts';

const panel = (during: { first: number; end: number }, text = '') =>
  fakePanel(
    { active: 's1', frames: { s1: 10 }, filters: { s1: { ...noFilter, text } } },
    { 'session.during': () => during },
  );

test('a span of time becomes part of the filter, and leaves it', () => {
  const some = panel({ first: 3, end: 7 }, 'op:text');
  some.actions.showTime({ from: 1, to: 2 });
  expect(some.store.get().filterWish?.text).toBe('op:text time:+1000us..+2000us');
  const shown = panel({ first: 0, end: 1 }, 'op:text time:+1000us..+2000us');
  shown.actions.showTime(undefined);
  expect(shown.store.get().filterWish?.text).toBe('op:text');
});

test('a filter without a span stays as it is', () => {
  const some = panel({ first: 0, end: 1 }, 'op:text');
  some.actions.showTime(undefined);
  expect(some.store.get().filterWish).toBeUndefined();
});

test('a moment leads to its first frame, or to the last there is', async () => {
  const some = panel({ first: 4, end: 4 });
  await some.actions.goToTime(12);
  expect(some.store.get().selected).toEqual({ s1: 4 });
  const late = panel({ first: 10, end: 10 });
  await late.actions.goToTime(99);
  expect(late.store.get().selected).toEqual({ s1: 9 });
});

test('without a session, or without an answer, nothing changes but the words', async () => {
  const none = fakePanel();
  none.actions.showTime({ from: 0, to: 1 });
  await none.actions.goToTime(1);
  expect([none.calls, none.store.get().filterWish]).toEqual([[], undefined]);
  const failing = fakePanel({ active: 's1' });
  await failing.actions.goToTime(1);
  expect(failing.store.get().refusal).toBe('No answer for session.during.');
});
