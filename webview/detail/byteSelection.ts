/** Bytes of the payload: from `start`, before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The bytes that are selected in one view of the payload, and where it is read, so that the others show the same. */
export interface ByteSelection {
  get(): ByteRange | undefined;
  set(range: ByteRange | undefined): void;
  /** The first byte of what is selected, else of the page that was shown last. */
  place(): number;
  /** A page that begins with that byte is shown. */
  readFrom(place: number): void;
}

export function createByteSelection(): ByteSelection {
  let current: ByteRange | undefined;
  let read = 0;
  return {
    place: () => current?.start ?? read,
    readFrom: (place) => {
      read = place;
    },
    get: () => current,
    set: (range) => {
      current = range;
    },
  };
}

const NAME = 'selected-bytes';

/** Marks places in the page without changing it. Where the browser cannot, nothing is marked. */
export function markRanges(ranges: readonly Range[]): void {
  if (!('highlights' in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(NAME);
  else CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** The part of the document's selection that is inside `content`; undefined when nothing of it is selected. */
export function selectionIn(content: HTMLElement): Range | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  return content.contains(range.startContainer) && content.contains(range.endContainer) ? range : undefined;
}

/** Calls `changed` whenever the selection may have changed, for as long as `content` is in the page. */
export function onSelectionIn(content: HTMLElement, changed: () => void): void {
  let seen = false;
  const listen = (): void => {
    if (content.isConnected) {
      seen = true;
      changed();
    } else if (seen) {
      document.removeEventListener('selectionchange', listen);
    }
  };
  document.addEventListener('selectionchange', listen);
}

/** "Bytes 16–23, 8 bytes", and what they are as numbers where they can be. */
export function byteWords({ start, end }: ByteRange, bytes: Uint8Array): string {
  const count = end - start;
  const place = count === 1 ? `Byte ${start}` : `Bytes ${start}–${end - 1}, ${count} bytes`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = ((): readonly string[] => {
    if (bytes.length !== count) return [];
    switch (count) {
      case 1:
        return [`unsigned ${view.getUint8(0)}`, `signed ${view.getInt8(0)}`];
      case 2:
        return [`big-endian ${view.getUint16(0)}`, `little-endian ${view.getUint16(0, true)}`];
      case 4:
        return [
          `big-endian ${view.getUint32(0)}`,
          `little-endian ${view.getUint32(0, true)}`,
          `float ${view.getFloat32(0)} or ${view.getFloat32(0, true)}`,
        ];
      case 8:
        return [
          `big-endian ${view.getBigUint64(0)}`,
          `little-endian ${view.getBigUint64(0, true)}`,
          `double ${view.getFloat64(0)} or ${view.getFloat64(0, true)}`,
        ];
      default:
        return [];
    }
  })();
  return [place, ...numbers].join(' · ');
}
