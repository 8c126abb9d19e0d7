import { type FrameOrder, firstNotBelow } from '../../capture/order/frameOrder.ts';
import type { PlacedEvent } from './listEvents.ts';
import type { ListEvent } from '../../contract/listPage.ts';

type RowContent =
  { readonly kind: 'frame'; readonly frame: number } | { readonly kind: 'event'; readonly event: ListEvent };

/** The rows of the list: frames, and events before the frames that they stand before. Rows are 0-based. */
export interface RowOrder {
  readonly count: number;
  at(row: number): RowContent | undefined;
  /** The row of that frame, or of the next that is shown; the last row when there is none. */
  rowOf(frame: number): number;
}

/** `events` come in the order of their places. */
export function rowOrder(frames: FrameOrder, events: readonly PlacedEvent[]): RowOrder {
  const rowsOfEvents = events.map(({ before }, i) => frames.placeOf(before) + i);
  const count = frames.count + events.length;
  const eventsBelow = (row: number): number => firstNotBelow(rowsOfEvents.length, (i) => rowsOfEvents[i] ?? 0, row);
  return {
    count,
    at: (row) => {
      if (row < 0 || row >= count) return undefined;
      const below = eventsBelow(row);
      const event = rowsOfEvents[below] === row ? events[below]?.event : undefined;
      return event === undefined ? { kind: 'frame', frame: frames.at(row - below) } : { kind: 'event', event };
    },
    rowOf: (frame) => {
      const place = frames.placeOf(frame);
      // An event at `place` stands before the frame.
      const before = firstNotBelow(events.length, (i) => (rowsOfEvents[i] ?? 0) - i, place + 1);
      return Math.max(0, Math.min(count - 1, place + before));
    },
  };
}
