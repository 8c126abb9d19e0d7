import { iconButton } from '../controls.ts';
import { el } from '../dom.ts';
import type { RowSource } from '../frameList/rowSource.ts';
import type { Panel } from '../panel.ts';
import type { PanelState } from '../panelState.ts';
import { trouble } from '../trouble.ts';

/** Rows fetched at once: most are frames. */
const AT_ONCE = 16;

export interface Reading {
  /** The way back to the list, and on to the frames before and after. */
  readonly tools: HTMLElement;
  /** The details cover the list at the moment. */
  readonly covers: () => boolean;
}

/**
 * Where there is no room for the list and the details, the details cover the list from when the user clicks on a row, or goes on to
 * the details, until they go back. The style sheet knows where that is: it shows these tools there and nowhere else.
 */
export function readingTools({ store, actions }: Panel, back: () => void): Reading {
  const step = async (by: 1 | -1): Promise<void> => {
    const { rows, active, selected } = store.get();
    const frame = selected[active ?? ''];
    if (rows === undefined || frame === undefined) return;
    try {
      const next = await neighbour(rows, frame, by);
      if (store.get().rows !== rows) return;
      if (next === undefined) store.update({ said: by > 0 ? 'This is the last frame.' : 'This is the first frame.' });
      else actions.select(next);
    } catch (error) {
      store.update(trouble(error));
    }
  };
  const tools = el(
    'div',
    { class: 'reading-tools', role: 'group', 'aria-label': 'Other frames' },
    iconButton('arrow-left', 'Back to the frames (Escape)', back, { testid: 'back-to-frames' }),
    iconButton('chevron-up', 'Frame before', () => void step(-1), { testid: 'frame-before' }),
    iconButton('chevron-down', 'Frame after', () => void step(1), { testid: 'frame-after' }),
  );
  // What is asked for in the list has to be seen there.
  const goBack = (): void => store.update({ reading: false });
  store.watch((state) => state.active, goBack);
  store.watch((state) => state.filterWish, goBack);
  store.watch((state) => state.selected[state.active ?? ''] === undefined, goBack);
  return { tools, covers: () => isReading(store.get()) && getComputedStyle(tools).display !== 'none' };
}

/** Whether the details may cover the list. */
export const isReading = ({ reading, tab, selected, active }: PanelState): boolean =>
  reading && tab === 'frames' && selected[active ?? ''] !== undefined;

/** The frame shown before or after that one. */
async function neighbour(rows: RowSource, frame: number, by: 1 | -1): Promise<number | undefined> {
  const { signal } = new AbortController();
  let row = await rows.rowOf(frame);
  for (;;) {
    const first = by > 0 ? row : Math.max(0, row - AT_ONCE);
    const count = by > 0 ? AT_ONCE : row - first;
    const there = count === 0 ? [] : await rows.page(first, count, signal);
    const frames = there.flatMap((content) => (content.kind === 'frame' ? [content.frame.frame] : []));
    const next = by > 0 ? frames.find((other) => other > frame) : frames.findLast((other) => other < frame);
    if (next !== undefined || there.length === 0) return next;
    row = by > 0 ? row + there.length : first;
  }
}
