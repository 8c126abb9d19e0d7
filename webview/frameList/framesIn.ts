import type { RowSource } from './rowSource.ts';
import type { FrameRange } from './selection.ts';

/** Rows asked for at once: as many as the contract allows. */
const STEP = 1000;

/** The frames (0-based, rising) of those ranges that have rows; no more are looked for once there are `limit`. */
export async function framesIn(
  source: Pick<RowSource, 'page' | 'rowOf' | 'count'>,
  ranges: readonly FrameRange[],
  limit: number,
): Promise<readonly number[]> {
  const found: number[] = [];
  const { signal } = new AbortController();
  for (const [first, last] of ranges) {
    let row = await source.rowOf(first);
    for (;;) {
      const rows = await source.page(row, Math.min(STEP, last - first + 2), signal);
      const frames = rows.flatMap((content) => (content.kind === 'frame' ? [content.frame.frame] : []));
      found.push(...frames.filter((frame) => frame >= first && frame <= last));
      row += rows.length;
      const passed = (frames.at(-1) ?? -1) >= last;
      if (passed || rows.length === 0 || row >= source.count || found.length >= limit) break;
    }
  }
  return found;
}
