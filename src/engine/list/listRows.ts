import type { Capture } from '../../capture/capture.ts';
import { ChosenFrames, type FrameChoice } from '../../capture/order/chosenFrames.ts';
import { type FrameOrder, framesFrom, givenFrames } from '../../capture/order/frameOrder.ts';
import type { ListFolding, ListView } from '../../contract/listView.ts';
import type { FrameAside, ListPage, ListRow } from '../../contract/listPage.ts';
import { isControl, OPCODE } from '../../protocol/opcode.ts';
import { type EventSource, type PlacedEvent, listEvents } from './listEvents.ts';
import { type RowOrder, rowOrder } from './rowOrder.ts';

/** What a list is made of. */
export interface ListSource extends Omit<EventSource, 'capture'> {
  readonly capture: Capture;
  readonly asideOf: (frame: number) => FrameAside;
}

/** Another view's frames are not kept: a panel shows one at a time, and making them anew takes less than a second. */
interface Kept {
  readonly key: string;
  readonly frames: ChosenFrames;
}

/** Answers the pages of one session's list. `source` is asked at each page: sessions grow. */
export class ListRows {
  readonly #source: () => ListSource;
  #kept: Kept | undefined;

  constructor(source: () => ListSource) {
    this.#source = source;
  }

  /** Rows `first` … `first + count - 1` of that view; fewer at the end. */
  async page(view: ListView, first: number, count: number): Promise<ListPage> {
    const source = this.#source();
    const events = view.events ? shownEvents(source, view.first) : [];
    const order = rowOrder(await this.#frames(source.capture, view), events);
    return this.#page(source, order, events.length, view, range(first, Math.min(first + count, order.count)));
  }

  /** The rows of these frames and nothing else, in this order; frames that do not exist are left out. */
  async rowsAt(frames: readonly number[], folding: ListFolding = { fold: false, otherwise: [] }): Promise<ListPage> {
    const source = this.#source();
    const order = rowOrder(givenFrames(frames.filter((frame) => frame < source.capture.frameCount)), []);
    return this.#page(source, order, 0, folding, range(0, order.count));
  }

  /** The row at which that frame stands in that view, or the next one that is shown. */
  async rowOf(view: ListView, frame: number): Promise<number> {
    const source = this.#source();
    const events = view.events ? shownEvents(source, view.first) : [];
    return rowOrder(await this.#frames(source.capture, view), events).rowOf(frame);
  }

  async #page(
    source: ListSource,
    order: RowOrder,
    events: number,
    folding: ListFolding,
    wanted: readonly number[],
  ): Promise<ListPage> {
    const rows: ListRow[] = [];
    for (const index of wanted) {
      const content = order.at(index);
      if (content?.kind === 'event') rows.push(content);
      else if (content !== undefined) rows.push(await frameRow(source, content.frame, folding));
    }
    const { capture } = source;
    return { rows, total: order.count, events, frames: capture.frameCount, startedAtMs: capture.startedAt / 1000 };
  }

  async #frames(capture: Capture, view: ListView): Promise<FrameOrder> {
    if (!view.fold && view.otherwise.length === 0 && view.mute.length === 0) {
      const { frameCount } = capture;
      return framesFrom(view.first, () => frameCount);
    }
    const key = JSON.stringify([view.first, view.fold, view.otherwise, view.mute]);
    if (this.#kept?.key !== key) {
      const starts = (frame: number): boolean => capture.attempts.some(({ firstFrame }) => firstFrame === frame);
      this.#kept = { key, frames: new ChosenFrames(capture.table, choiceOf(view), starts) };
    }
    const { frames } = this.#kept;
    await frames.catchUp();
    return frames;
  }
}

const choiceOf = (view: ListView): FrameChoice => ({
  first: view.first,
  fold: view.fold,
  otherwise: new Set(view.otherwise),
  mute: new Set(view.mute),
});

const shownEvents = (source: ListSource, first: number): readonly PlacedEvent[] =>
  // An event stands below what it is about: with that cleared away, it goes too.
  listEvents(source).filter(({ before }) => before > first || first === 0);

const range = (first: number, end: number): readonly number[] =>
  Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);

async function frameRow(
  { capture, asideOf }: ListSource,
  frame: number,
  { fold, otherwise }: ListFolding,
): Promise<ListRow> {
  const { table } = capture;
  const opcode = table.opcode(frame);
  const aside = asideOf(frame);
  if (table.fin(frame) || isControl(opcode) || opcode === OPCODE.continuation) {
    return { kind: 'frame', frame: await capture.row(frame), aside };
  }
  const folded = fold !== otherwise.includes(frame);
  const count = capture.messageOf(frame)?.frames ?? 1;
  const row = folded ? await capture.messageRow(frame) : await capture.row(frame);
  return { kind: 'frame', frame: row, aside: { ...aside, fragments: { count, folded } } };
}
