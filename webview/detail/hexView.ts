import { el } from '../dom.ts';
import { formatBytes } from '../numbers.ts';
import { chunkedView } from './chunkedView.ts';
import type { Payload } from './payload.ts';

const LINE_BYTES = 16;
const HALF_BYTES = LINE_BYTES / 2;
/** Characters of eight bytes in hexadecimal, a space between two. */
const HALF_WIDTH = 3 * HALF_BYTES - 1;
const CHUNK_BYTES = 1024 * LINE_BYTES;

/** The payload's bytes, 16 a line: offset, hexadecimal, ASCII. Where that has no room the style sheet puts each line's second half below. */
export function hexView(payload: Payload, failed: (error: unknown) => void): HTMLElement {
  let at = 0;
  const next = async () => {
    await payload.load(at + CHUNK_BYTES);
    const bytes = payload.bytes().subarray(at, at + CHUNK_BYTES);
    const start = at;
    at += bytes.length;
    return {
      nodes: hexLines(bytes, start).map(lineElement),
      done: payload.complete() && at >= payload.bytes().length,
      status: `${formatBytes(at)} of ${formatBytes(payload.total())} shown.`,
    };
  };
  const content = el('pre', {
    class: 'payload-hex',
    testid: 'detail-hex',
    tabindex: 0,
    'aria-label': 'Payload as bytes',
  });
  // What is copied is lines of 16 bytes, however they are laid out.
  content.addEventListener('copy', (event) => {
    const selection = getSelection();
    if (selection === null || selection.rangeCount === 0) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', selection.getRangeAt(0).cloneContents().textContent);
  });
  return el('div', { class: 'hex-room' }, chunkedView(content, next, failed));
}

export interface HexLine {
  /** Eight hexadecimal digits. */
  readonly offset: string;
  readonly hex: string;
  readonly ascii: string;
}

/** `start` is the offset of the first byte. The last line's hexadecimal part is as wide as the others. */
export function hexLines(bytes: Uint8Array, start: number): readonly HexLine[] {
  return Array.from({ length: Math.ceil(bytes.length / LINE_BYTES) }, (_, i) => {
    const line = bytes.subarray(i * LINE_BYTES, (i + 1) * LINE_BYTES);
    const pairs = Array.from(line, (byte) => byte.toString(16).padStart(2, '0'));
    const halves = [pairs.slice(0, 8).join(' '), pairs.slice(8).join(' ')];
    return {
      offset: (start + i * LINE_BYTES).toString(16).padStart(8, '0'),
      hex: halves.join('  ').padEnd(48),
      ascii: String.fromCharCode(...line.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e))),
    };
  });
}

function lineElement({ offset, hex, ascii }: HexLine): HTMLElement {
  const second = (Number.parseInt(offset, 16) + HALF_BYTES).toString(16).padStart(8, '0');
  return el(
    'span',
    { class: 'hex-line', 'data-second': ascii.length > HALF_BYTES && second },
    el('span', { class: 'hex-offset' }, offset),
    '  ',
    el('span', { class: 'hex-first' }, hex.slice(0, HALF_WIDTH)),
    '  ',
    el('span', { class: 'hex-second' }, hex.slice(HALF_WIDTH + 2)),
    '  ',
    el('span', { class: 'hex-ascii hex-first' }, ascii.slice(0, HALF_BYTES)),
    el('span', { class: 'hex-ascii hex-second' }, ascii.slice(HALF_BYTES)),
    '\n',
  );
}
