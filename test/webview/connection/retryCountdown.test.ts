// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { retryCountdown } from '../../../webview/connection/retryCountdown.ts';
import { byTestId, fakePanel, snapshot } from '../fakePanel.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const waiting = (number: number, at: number) => snapshot({ state: 'connecting', retry: { number, of: 5, at } });

test('it counts down by the second, and says each try once', () => {
  const panel = fakePanel({ active: 's1', sessions: [snapshot()] });
  const element = retryCountdown(panel);
  const retry = byTestId(element, 'retry');
  expect(element.hidden).toBe(true);
  panel.store.update({ sessions: [waiting(2, 1_002_500)] });
  expect([element.hidden, retry.textContent]).toEqual([false, 'Trying again (2 of 5) in 3 s']);
  const status = element.querySelector('[role=status]');
  expect(status?.textContent).toBe('Trying again, 2 of 5.');
  vi.advanceTimersByTime(500);
  expect(retry.textContent).toBe('Trying again (2 of 5) in 2 s');
  // A snapshot that says the same does not disturb it.
  panel.store.update({ sessions: [waiting(2, 1_002_500)] });
  vi.advanceTimersByTime(1000);
  expect(retry.textContent).toBe('Trying again (2 of 5) in 1 s');
  vi.advanceTimersByTime(1000);
  expect(retry.textContent).toBe('Trying again (2 of 5) now');
  expect(status?.textContent).toBe('Trying again, 2 of 5.');
  expect(vi.getTimerCount()).toBe(0);
});

test('another wait, another session and the end of waiting are followed', () => {
  const panel = fakePanel({ active: 's1', sessions: [waiting(1, 1_060_000), snapshot({ id: 's2' })] });
  const element = retryCountdown(panel);
  expect(byTestId(element, 'retry').textContent).toBe('Trying again (1 of 5) in 60 s');
  panel.actions.show('s2');
  expect([element.hidden, vi.getTimerCount()]).toEqual([true, 0]);
  panel.actions.show('s1');
  expect(element.hidden).toBe(false);
  panel.store.update({ sessions: [snapshot()] });
  expect([element.hidden, element.textContent, vi.getTimerCount()]).toEqual([true, '', 0]);
});

test('it says when the server asked for the wait', () => {
  const panel = fakePanel({
    active: 's1',
    sessions: [snapshot({ state: 'connecting', retry: { number: 1, of: 5, at: 1_007_000, askedByServer: true } })],
  });
  expect(byTestId(retryCountdown(panel), 'retry').textContent).toBe(
    'Trying again (1 of 5) in 7 s, as the server asked',
  );
});
