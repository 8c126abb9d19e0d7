import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Selection, extended, isSelected, single, sizeOf, toggled } from '../../../webview/frameList/selection.ts';

test('one, from there to another, and back', () => {
  expect(extended(single(5), 8)).toEqual({ ranges: [[5, 8]], anchor: 5 });
  expect(extended(extended(single(5), 8), 3)).toEqual({ ranges: [[3, 5]], anchor: 5 });
  expect(extended(undefined, 3)).toEqual(single(3));
  expect(sizeOf(undefined)).toBe(0);
});

test('single frames taken in and out', () => {
  const three = toggled(toggled(single(5), 7), 6);
  expect(three.ranges).toEqual([[5, 7]]);
  expect(toggled(three, 6).ranges).toEqual([
    [5, 5],
    [7, 7],
  ]);
  expect(toggled(single(5), 5).ranges).toEqual([]);
});

test('it equals a set of frames, whatever is taken in and out', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), (taps) => {
      const set = new Set<number>();
      let selection: Selection | undefined;
      for (const frame of taps) {
        selection = toggled(selection, frame);
        if (!set.delete(frame)) set.add(frame);
      }
      expect(sizeOf(selection)).toBe(set.size);
      for (let frame = 0; frame <= 20; frame++) expect(isSelected(selection, frame)).toBe(set.has(frame));
      const ranges = selection?.ranges ?? [];
      for (const [i, [first]] of ranges.entries()) if (i > 0) expect(first).toBeGreaterThan(ranges[i - 1]![1] + 1);
    }),
  );
});
