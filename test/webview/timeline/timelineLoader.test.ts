import { expect, test, vi } from 'vitest';
import type { Timeline } from '../../../src/contract/overview.ts';
import { createTimelineLoader } from '../../../webview/timeline/timelineLoader.ts';
import { fakePanel } from '../fakePanel.ts';
import { timelineOf } from './timelineData.ts';

async function loading(run: (parts: ReturnType<typeof make>) => Promise<void>): Promise<void> {
  vi.useFakeTimers();
  try {
    await run(make());
  } finally {
    vi.useRealTimers();
  }
}
function make() {
  const state = { broken: false };
  const panel = fakePanel(
    { active: 's1' },
    {
      'session.timeline': () => {
        if (state.broken) throw new Error('gone');
        return timelineOf();
      },
    },
  );
  const loaded: Timeline[] = [];
  const failures: unknown[] = [];
  const loader = createTimelineLoader(
    panel,
    (timeline) => loaded.push(timeline),
    (error) => failures.push(error),
  );
  return { panel, loader, loaded, failures, state };
}
const wish = (from: number) => ({ from, to: undefined, spans: 100 });

test('one question at a time, the newest wish last', () =>
  loading(async ({ panel, loader, loaded }) => {
    for (let from = 0; from < 20; from++) loader.want(wish(from));
    await vi.advanceTimersByTimeAsync(2000);
    expect(panel.calls.map(([, params]) => (params as { from: number }).from)).toEqual([0, 19]);
    expect(panel.calls[0]?.[1]).toEqual({ session: 's1', from: 0, spans: 100 });
    expect(loaded).toHaveLength(2);
  }));

test('while paused nothing is asked, and afterwards the newest wish', () =>
  loading(async ({ panel, loader, loaded }) => {
    loader.pause(true);
    loader.want(wish(1));
    loader.want(wish(2));
    await vi.advanceTimersByTimeAsync(1000);
    expect(panel.calls).toEqual([]);
    loader.pause(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(loaded).toHaveLength(1);
  }));

test('a failure is told, and the next wish is tried', () =>
  loading(async ({ loader, loaded, failures, state }) => {
    state.broken = true;
    loader.want(wish(1));
    await vi.advanceTimersByTimeAsync(1000);
    expect(failures).toHaveLength(1);
    state.broken = false;
    loader.want(wish(2));
    await vi.advanceTimersByTimeAsync(1000);
    expect(loaded).toHaveLength(1);
  }));

test('without a session nothing is asked, and what comes for another is dropped', () =>
  loading(async ({ panel, loader, loaded }) => {
    loader.want(wish(1));
    panel.store.update({ active: 's2' });
    await vi.advanceTimersByTimeAsync(1000);
    panel.store.update({ active: undefined });
    loader.want(wish(2));
    await vi.advanceTimersByTimeAsync(1000);
    expect([panel.calls.length, loaded.length]).toEqual([1, 0]);
    panel.store.update({ active: 's1' });
    loader.want(wish(3));
    await vi.advanceTimersByTimeAsync(1000);
    expect(loaded).toHaveLength(1);
  }));
