import { expect, test, vi } from 'vitest';
import { rememberList } from '../../../webview/frameList/rememberList.ts';
import { withWidth } from '../../../webview/frameList/preferences.ts';
import { fakePanel } from '../fakePanel.ts';

test('what is liked is told once the user comes to rest, and a failure is said', async () => {
  vi.useFakeTimers();
  try {
    const panel = fakePanel();
    rememberList(panel.store, panel.call);
    await vi.advanceTimersByTimeAsync(1000);
    expect(panel.calls).toEqual([]);
    for (const width of [50, 60, 70]) panel.actions.prefer((list) => withWidth(list, 'time', width));
    await vi.advanceTimersByTimeAsync(1000);
    expect(panel.calls).toEqual([['list.remember', { list: panel.store.get().list }]]);
    expect(panel.store.get().refusal).toContain('list.remember');
  } finally {
    vi.useRealTimers();
  }
});
