import type { FrameRow } from '../../src/contract/framePage.ts';
import type { ListRow } from '../../src/contract/listPage.ts';
import { isControl } from '../../src/protocol/opcode.ts';

const PAGE_ROWS = 100;
const MAX_PAGES = 60;
const MAX_UNDER_WAY = 3;

/** Asks for rows `first` … `first + count - 1`. */
export type FetchRows = (first: number, count: number, signal: AbortSignal) => Promise<readonly ListRow[]>;

export interface RowPages {
  /** The row if it is here. */
  row(index: number): ListRow | undefined;
  /**
   * Where the newest rows end that came while they were the last and the last were in view; 0 when there are none such. Under a flood
   * the very last are always still on their way.
   */
  tail(): number;
  /** Says which rows are in view and how many exist; missing or outdated pages are fetched, and `arrived` is called for each. */
  want(first: number, end: number, rows: number): void;
  /** Rows that may still change are fetched again when next wanted: the bell rang. */
  rang(): void;
  /** All rows are fetched again when next wanted, and shown as they were until then. */
  moved(): void;
  dispose(): void;
}

interface Page {
  readonly rows: readonly ListRow[];
  /** Nothing in it can change any more. */
  readonly settled: boolean;
  /** Rows may have moved since: none of them is taken for granted. */
  readonly moved: boolean;
  readonly round: number;
}

/**
 * A small cache of pages around what is in view. Only the newest wish counts: what was scrolled past is not fetched. A page at
 * the tail stays in view while its newer version is on its way.
 */
export function createRowPages(fetchRows: FetchRows, arrived: () => void, failed: (error: unknown) => void): RowPages {
  // A Map keeps the order of insertion: the first key is the page unused for longest.
  const pages = new Map<number, Page>();
  const underWay = new Map<number, AbortController>();
  let wanted: readonly number[] = [];
  let rows = 0;
  let round = 0;
  let moves = 0;
  let atTail = false;
  let tail = 0;
  let disposed = false;

  const needed = (page: number): boolean => {
    if (underWay.has(page)) return false;
    const known = pages.get(page);
    return known === undefined || (!known.settled && known.round < round);
  };

  const fetchNext = (): void => {
    for (const page of wanted) {
      if (underWay.size >= MAX_UNDER_WAY) return;
      if (needed(page)) void load(page);
    }
  };

  const load = async (page: number): Promise<void> => {
    const controller = new AbortController();
    underWay.set(page, controller);
    const askedWith = { rows, round, moves };
    const known = pages.get(page);
    // At the tail most of a page is as it was: only what is new or may have changed is asked for.
    const certain = known === undefined || known.moved ? [] : certainRows(known.rows);
    try {
      const rest = await fetchRows(page * PAGE_ROWS + certain.length, PAGE_ROWS - certain.length, controller.signal);
      if (disposed) return;
      const all = [...certain, ...rest];
      const moved = askedWith.moves !== moves;
      const reach = page * PAGE_ROWS + all.length;
      if (atTail && !moved && reach >= askedWith.rows) tail = Math.max(tail, reach);
      keep(page, {
        rows: all,
        // A later row exists, so the last one here has ended and its message is known.
        settled: !moved && all.length === PAGE_ROWS && askedWith.rows > (page + 1) * PAGE_ROWS && all.every(hasEnded),
        moved,
        round: askedWith.round,
      });
      arrived();
    } catch (error) {
      if (disposed) return;
      // Not asked for again until the bell rings: a page that cannot be had must not be asked for without end.
      keep(page, { rows: pages.get(page)?.rows ?? [], settled: false, moved: true, round });
      failed(error);
    } finally {
      underWay.delete(page);
      if (!disposed) fetchNext();
    }
  };

  const keep = (page: number, content: Page): void => {
    pages.delete(page);
    pages.set(page, content);
    for (const oldest of pages.keys()) {
      if (pages.size <= MAX_PAGES) break;
      pages.delete(oldest);
    }
  };

  return {
    row: (index) => pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS],
    tail: () => tail,
    want: (first, end, existing) => {
      rows = existing;
      atTail = end >= existing;
      if (!atTail) tail = 0;
      wanted = pagesBetween(first, end);
      for (const page of wanted) {
        const known = pages.get(page);
        if (known !== undefined) keep(page, known);
      }
      fetchNext();
    },
    rang: () => {
      round += 1;
    },
    moved: () => {
      round += 1;
      moves += 1;
      tail = 0;
      for (const [page, content] of pages) pages.set(page, { ...content, settled: false, moved: true });
    },
    dispose: () => {
      disposed = true;
      for (const controller of underWay.values()) controller.abort();
    },
  };
}

const hasEnded = (row: ListRow): boolean => row.kind === 'event' || row.frame.complete;

/** The rows from the first on that stay as they are while no row moves; never the last, of which less is known. */
function certainRows(rows: readonly ListRow[]): readonly ListRow[] {
  const open = rows.findIndex((row) => !(row.kind === 'event' || (row.frame.complete && isOfWholeMessage(row.frame))));
  return rows.slice(0, open < 0 ? Math.max(0, rows.length - 1) : open);
}

/** Control frames are no part of a message. */
const isOfWholeMessage = ({ message, opcode }: FrameRow): boolean => message !== 0 || isControl(opcode);

function pagesBetween(first: number, end: number): readonly number[] {
  if (end <= first) return [];
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor((end - 1) / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
