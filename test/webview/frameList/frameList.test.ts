// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { frameList } from '../../../webview/frameList/frameList.ts';
import { HEADER_HEIGHT, ROW_HEIGHT } from '../../../webview/frameList/frameScroller.ts';
import { allByTestId, byTestId, fakePanel, listPage, listRow, painted, press, snapshot } from '../fakePanel.ts';

beforeEach(() => {
  // happy-dom lays nothing out: every element is as high as ten rows.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
    value: 10 * ROW_HEIGHT + HEADER_HEIGHT,
    configurable: true,
  });
});

async function listOf(rows: number) {
  const panel = fakePanel(
    { active: 's1', sessions: [snapshot()], frames: { s1: rows } },
    {
      'session.rows': ({ session, first, count }) => {
        const total = panel.store.get().frames[session as string] ?? 0;
        const there = Math.max(0, Math.min(count as number, total - (first as number)));
        const made = Array.from({ length: there }, (_, i) => listRow((first as number) + i));
        return listPage(made, total);
      },
      'session.rowOf': ({ frame }) => ({ row: frame }),
    },
  );
  let entered = 0;
  const area = frameList(panel, () => entered++);
  document.body.replaceChildren(area);
  const shown = async (): Promise<number[]> => {
    for (let i = 0; i < 3; i++) await painted();
    return allByTestId(area, 'frame-row').map((row) => Number(row.dataset['frame']));
  };
  const grid = byTestId(area, 'frame-list');
  await shown();
  return { panel, area, grid, shown, entered: () => entered };
}

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

test('it opens at the tail, with loaded rows and right counts', async () => {
  const { area, grid, shown } = await listOf(250);
  expect(await shown()).toEqual(range(241, 250));
  expect(allByTestId(area, 'frame-row').at(-1)?.textContent).toContain('row 249');
  expect(grid.getAttribute('aria-rowcount')).toBe('251');
  expect(grid.getAttribute('role')).toBe('grid');
});

test('frames that arrive are followed, many at a time by one painting', async () => {
  const { panel, shown } = await listOf(250);
  for (let frames = 251; frames <= 400; frames++) panel.store.update({ frames: { s1: frames } });
  expect(await shown()).toEqual(range(391, 400));
  expect(panel.calls.filter(([name]) => name === 'session.rows').length).toBeLessThan(5);
});

test('a flood that is faster than its rows come is followed by the newest rows that are here', async () => {
  let total = 250;
  const held: (() => void)[] = [];
  const panel = fakePanel(
    { active: 's1', sessions: [snapshot()], frames: { s1: total } },
    {
      'session.rows': async ({ first, count }) => {
        await new Promise<void>((resolve) => held.push(resolve));
        const there = Math.max(0, Math.min(count as number, total - (first as number)));
        return listPage(
          Array.from({ length: there }, (_, i) => listRow((first as number) + i)),
          total,
        );
      },
    },
  );
  const area = frameList(panel, () => undefined);
  document.body.replaceChildren(area);
  const shown = async () => {
    for (let i = 0; i < 3; i++) await painted();
    return allByTestId(area, 'frame-row').map((row) => Number(row.dataset['frame'] ?? 'NaN'));
  };
  const grow = (): void => {
    total += 1000;
    panel.store.update({ frames: { s1: total } });
  };
  await shown();
  for (let round = 0; round < 4; round++) {
    // By the time the rows are here they are far from the end.
    const answers = held.splice(0);
    const then = total;
    grow();
    await painted();
    for (const answer of answers) answer();
    const frames = await shown();
    expect(frames).toHaveLength(10);
    expect(frames.at(-1)).toBeGreaterThanOrEqual(then);
    expect(frames).toEqual(range(frames[0]!, frames[0]! + 9));
    expect(byTestId(area, 'frame-list').getAttribute('aria-rowcount')).toBe(`${total + 1}`);
    expect(byTestId(area, 'new-frames').hidden).toBe(true);
  }
  // Who goes to the beginning sees the beginning, or nothing yet.
  press(byTestId(area, 'frame-list'), 'Home');
  await shown();
  for (const answer of held.splice(0)) answer();
  expect(await shown()).toEqual(range(1, 10));
});

test('a selection holds the list still, stays on its frame, and new ones are counted', async () => {
  const { panel, area, grid, shown } = await listOf(250);
  allByTestId(area, 'frame-row')[4]?.click();
  expect(panel.store.get().selected).toEqual({ s1: 244 });
  panel.store.update({ frames: { s1: 292 } });
  expect(await shown()).toEqual(range(241, 250));
  expect(area.querySelector('.selected')?.getAttribute('data-frame')).toBe('245');
  expect(grid.getAttribute('aria-activedescendant')).toBe('row-245');
  const button = byTestId(area, 'new-frames');
  expect(button.hidden).toBe(false);
  expect(button.textContent).toBe('42 new');
  button.click();
  expect(await shown()).toEqual(range(283, 292));
  expect(button.hidden).toBe(true);
  expect(panel.store.get().selected).toEqual({ s1: 244 });
  expect(grid.hasAttribute('aria-activedescendant')).toBe(false);
});

test('keys', async () => {
  const { panel, grid, shown, entered } = await listOf(250);
  const selected = (): number | undefined => panel.store.get().selected['s1'];
  press(grid, 'Home');
  await shown();
  expect(selected()).toBe(0);
  expect(await shown()).toEqual(range(1, 10));
  press(grid, 'PageDown');
  press(grid, 'ArrowDown');
  expect(selected()).toBe(10);
  expect(await shown()).toEqual(range(2, 11));
  press(grid, 'Enter');
  expect(entered()).toBe(1);
  press(grid, 'End');
  await shown();
  expect(selected()).toBe(249);
  panel.store.update({ frames: { s1: 260 } });
  expect((await shown()).at(-1)).toBe(260);
  press(grid, 'Escape');
  expect(selected()).toBeUndefined();
});

test('another session begins at its own tail', async () => {
  const { panel, shown } = await listOf(250);
  panel.store.update({ frames: { s1: 250, s2: 30 }, active: 's2' });
  expect(await shown()).toEqual(range(21, 30));
  panel.actions.show(undefined);
  expect(await shown()).toEqual([]);
});

test('each session keeps its place in the list', async () => {
  const { panel, grid, shown } = await listOf(250);
  press(grid, 'Home');
  await shown();
  press(grid, 'PageDown');
  press(grid, 'PageDown');
  const place = await shown();
  expect(place).not.toContain(1);
  panel.store.update({ frames: { s1: 250, s2: 30 }, active: 's2' });
  expect(await shown()).toEqual(range(21, 30));
  expect(panel.store.get().topFrame).toEqual({ s1: place[0]! - 1 });
  panel.store.update({ active: 's1' });
  await shown();
  expect(await shown()).toEqual(place);
});

test('the selected row stays in view when the list gets lower, and when rows get higher', async () => {
  let resized: () => void = () => undefined;
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(listener: () => void) {
        resized = listener;
      }
      observe(): void {}
    },
  );
  const { panel, area, shown } = await listOf(250);
  allByTestId(area, 'frame-row')[8]?.click();
  expect(panel.store.get().selected).toEqual({ s1: 248 });
  expect(await shown()).toEqual(range(241, 250));
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
    value: 4 * ROW_HEIGHT + HEADER_HEIGHT,
    configurable: true,
  });
  resized();
  expect(await shown()).toEqual(range(246, 249));
  panel.store.update({ density: 'comfortable' });
  expect(await shown()).toContain(249);
  vi.unstubAllGlobals();
});

test('without frames it says what to do', async () => {
  const { area } = await listOf(0);
  expect(area.querySelector<HTMLElement>('.no-frames')?.hidden).toBe(false);
  expect(area.textContent).toContain('No frames yet');
});
