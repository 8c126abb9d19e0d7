import { Emitter } from '../../src/base/emitter.ts';
import { decodeListPage } from '../../src/contract/listPage.ts';
import type { ListView } from '../../src/contract/listView.ts';
import type { SessionId } from '../../src/contract/sessionView.ts';
import type { Panel } from '../panel.ts';
import type { RowSource } from './rowSource.ts';

export interface SessionRows extends RowSource {
  /** Milliseconds since the Unix epoch at which the session began; undefined before the first page came. */
  readonly startedAtMs: number | undefined;
}

/** All rows of a session in one view. `frames` is how many exist to begin with; `failed` is told why the count is not known. */
export function sessionRows(
  call: Panel['call'],
  session: SessionId,
  view: ListView,
  frames: number,
  failed: (error: unknown) => void,
): SessionRows {
  const changed = new Emitter<boolean>();
  /** Nothing is left out, so that every new frame is a new row. */
  const whole = !view.fold && view.otherwise.length === 0 && view.mute.length === 0;
  let known = { total: Math.max(0, frames - view.first), frames, events: 0 };
  let existing = frames;
  let startedAtMs: number | undefined;
  let disposed = false;

  const countNow = (): number => known.total + (whole ? Math.max(0, existing - known.frames) : 0);

  const ask = async (first: number, count: number, signal?: AbortSignal) => {
    const before = { count: countNow(), events: known.events };
    const buffer = await call('session.rows', { session, view, first, count }, signal === undefined ? {} : { signal });
    const page = decodeListPage(buffer);
    startedAtMs = page.startedAtMs;
    // An older answer that comes late knows less.
    if (page.frames >= known.frames) known = { total: page.total, frames: page.frames, events: page.events };
    const moved = known.events !== before.events;
    if (!disposed && (moved || countNow() !== before.count)) changed.fire(moved);
    return page.rows;
  };

  let counting = false;
  let again = false;
  /** One question at a time: the bell rings more often than it matters. */
  const recount = async (): Promise<void> => {
    again = true;
    if (counting) return;
    counting = true;
    try {
      while (again && !disposed) {
        again = false;
        await ask(0, 0);
      }
    } catch (error) {
      if (!disposed) failed(error);
    } finally {
      counting = false;
    }
  };

  if (!whole) void recount();

  return {
    get count() {
      return countNow();
    },
    get startedAtMs() {
      return startedAtMs;
    },
    page: ask,
    rowOf: async (frame) => (await call('session.rowOf', { session, view, frame })).row,
    rang: (count) => {
      const grown = count !== existing;
      existing = count;
      if (!whole) void recount();
      else if (grown) changed.fire(false);
    },
    onChange: changed.event,
    dispose: () => {
      disposed = true;
      changed.dispose();
    },
  };
}
