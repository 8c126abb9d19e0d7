/** Frames `first` … `last`, 0-based. */
export type FrameRange = readonly [first: number, last: number];

/** Selected frames: rising ranges that neither overlap nor touch, and where a selection with Shift begins. */
export interface Selection {
  readonly ranges: readonly FrameRange[];
  readonly anchor: number;
}

export const single = (frame: number): Selection => ({ ranges: [[frame, frame]], anchor: frame });

/** All from the anchor to `frame`, and nothing else. */
export const extended = (selection: Selection | undefined, frame: number): Selection => {
  const anchor = selection?.anchor ?? frame;
  return { ranges: [[Math.min(anchor, frame), Math.max(anchor, frame)]], anchor };
};

/** With `frame` if it was not selected, without it if it was. */
export function toggled(selection: Selection | undefined, frame: number): Selection {
  const ranges = selection?.ranges ?? [];
  if (!isSelected(selection, frame)) return { ranges: joined([...ranges, [frame, frame]]), anchor: frame };
  const without = ranges.flatMap(([first, last]): FrameRange[] => {
    if (frame < first || frame > last) return [[first, last]];
    return ([[first, frame - 1] as const, [frame + 1, last] as const] as const).filter(([from, to]) => from <= to);
  });
  return { ranges: without, anchor: frame };
}

export function isSelected(selection: Selection | undefined, frame: number): boolean {
  return selection?.ranges.some(([first, last]) => frame >= first && frame <= last) === true;
}

/** Frames in it, shown or not. */
export const sizeOf = (selection: Selection | undefined): number =>
  (selection?.ranges ?? []).reduce((sum, [first, last]) => sum + last - first + 1, 0);

function joined(ranges: readonly FrameRange[]): readonly FrameRange[] {
  const result: FrameRange[] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = result.at(-1);
    if (before !== undefined && first <= before[1] + 1)
      result[result.length - 1] = [before[0], Math.max(before[1], last)];
    else result.push([first, last]);
  }
  return result;
}
