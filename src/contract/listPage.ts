import { type FrameRow, decodeFramePage, encodeFramePage } from './framePage.ts';

/** Something that is no frame and has its place among frames. */
export interface ListEvent {
  /** `attempt`: another attempt began. `violation`: a rule was broken. `diagnosis`: what the attempt came to. */
  readonly event: 'attempt' | 'violation' | 'diagnosis';
  /** Milliseconds since the session began; undefined when nobody noted the moment. */
  readonly atMs: number | undefined;
  readonly title: string;
  /** Where it is written, such as `RFC 6455 §5.1`; empty when nowhere. */
  readonly section: string;
  /** 0-based frame that it is about, if one. */
  readonly frame: number | undefined;
}

/** What the list knows of a frame besides what crossed the wire. */
export interface FrameAside {
  /** Set on the first of several fragments: how many there are as far as is known, and whether the row stands for all of them. */
  readonly fragments?: { readonly count: number; readonly folded: boolean };
  /** What the user wrote at it. */
  readonly note?: string;
  readonly marked?: boolean;
}

export type ListRow =
  | { readonly kind: 'frame'; readonly frame: FrameRow; readonly aside: FrameAside }
  | { readonly kind: 'event'; readonly event: ListEvent };

export interface ListPage {
  readonly rows: readonly ListRow[];
  /** Rows of the whole list at that moment. */
  readonly total: number;
  /** How many of them are events. When it changes, rows that were there before may have moved. */
  readonly events: number;
  /** Frames that existed at that moment, shown or not. */
  readonly frames: number;
  /** When the session began: milliseconds since the Unix epoch, exact to the microsecond. */
  readonly startedAtMs: number;
}

/** All of a page but the packed frames. */
interface Rest extends Omit<ListPage, 'rows'> {
  /** Events by their index in the page. */
  readonly between: readonly (readonly [index: number, event: ListEvent])[];
  /** By index among the page's frames; those with nothing to say are left out. */
  readonly asides: readonly (readonly [index: number, aside: FrameAside])[];
}

const LENGTH_BYTES = 4;

/** Packs a page into one buffer: the length of the packed frames, these, then the rest as JSON. */
export function encodeListPage(page: ListPage): ArrayBuffer {
  const { rows, ...numbers } = page;
  const frames = rows.filter((row) => row.kind === 'frame');
  const rest: Rest = {
    ...numbers,
    between: rows.flatMap((row, index) => (row.kind === 'event' ? [[index, row.event] as const] : [])),
    asides: frames.flatMap(({ aside }, index) => (Object.keys(aside).length > 0 ? [[index, aside] as const] : [])),
  };
  const packed = new Uint8Array(encodeFramePage(frames.map(({ frame }) => frame)));
  const text = new TextEncoder().encode(JSON.stringify(rest));
  const buffer = new ArrayBuffer(LENGTH_BYTES + packed.length + text.length);
  new DataView(buffer).setUint32(0, packed.length);
  const bytes = new Uint8Array(buffer);
  bytes.set(packed, LENGTH_BYTES);
  bytes.set(text, LENGTH_BYTES + packed.length);
  return buffer;
}

/** Undoes `encodeListPage`. Throws when the buffer is not such a page: that would be our own bug. */
export function decodeListPage(buffer: ArrayBuffer): ListPage {
  if (buffer.byteLength < LENGTH_BYTES) throw new Error('Not a page of the list');
  const end = LENGTH_BYTES + new DataView(buffer).getUint32(0);
  const frames = decodeFramePage(buffer.slice(LENGTH_BYTES, end));
  const { between, asides, ...numbers } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, end))) as Rest;
  const asideOf = new Map(asides);
  const rows: ListRow[] = frames.map((frame, i) => ({ kind: 'frame', frame, aside: asideOf.get(i) ?? {} }));
  for (const [index, event] of between) rows.splice(index, 0, { kind: 'event', event });
  return { ...numbers, rows };
}
