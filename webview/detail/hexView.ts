import { el } from '../dom.ts';
import { formatBytes } from '../numbers.ts';
import { chunkedView } from './chunkedView.ts';
import type { Payload } from './payload.ts';

const LINE_BYTES = 16;
const CHUNK_BYTES = 1024 * LINE_BYTES;

/** The payload's bytes, 16 a line: offset, hexadecimal, ASCII. */
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
  return chunkedView(content, next, failed);
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
  return el(
    'span',
    { class: 'hex-line' },
    el('span', { class: 'hex-offset' }, offset),
    `  ${hex}  `,
    el('span', { class: 'hex-ascii' }, ascii),
    '\n',
  );
}
