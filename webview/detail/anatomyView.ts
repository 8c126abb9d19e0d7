import { formatHex } from '../../src/base/hex.ts';
import type { FrameDetail } from '../../src/contract/sessionView.ts';
import { el } from '../dom.ts';
import { formatCount, plural } from '../numbers.ts';
import { type DrawnCell, type HeaderField, drawnCells, headerFields } from './anatomy.ts';

/** The frame's header drawn as in RFC 6455 §5.2 with this frame's bits, and each field in words. */
export function anatomyView(frame: FrameDetail): HTMLElement {
  const fields = headerFields(frame);
  return el(
    'div',
    { class: 'anatomy', testid: 'detail-frame' },
    // One of the two fits; the style sheet shows it.
    drawing(fields, 32, frame),
    drawing(fields, 16, frame),
    el('h3', {}, 'Header bytes'),
    el('pre', { class: 'header-bytes', tabindex: 0, 'aria-label': 'Header bytes' }, formatHex(frame.header)),
    fieldTable(fields),
    messageNote(frame),
  );
}

function drawing(fields: readonly HeaderField[], columns: 16 | 32, frame: FrameDetail): HTMLElement {
  const label = 'The header drawn bit by bit. The table below has the same in words.';
  const grid = el('div', { class: `drawing columns-${columns}`, role: 'img', 'aria-label': label });
  for (let column = 0; column < columns; column++) {
    grid.append(place(el('span', { class: 'bit-number' }, String(column)), 0, column, 1));
  }
  const cells = drawnCells(fields, columns);
  for (const cell of cells) grid.append(place(cellElement(cell), cell.row + 1, cell.column, cell.bits.length));
  const rows = (cells.at(-1)?.row ?? 0) + 2;
  const payload = el('span', { class: 'drawn payload' }, `Payload, ${plural(frame.payloadLength, 'byte')}`);
  grid.append(place(payload, rows, 0, columns));
  return grid;
}

function place(element: HTMLElement, row: number, column: number, span: number): HTMLElement {
  element.style.gridRow = String(row + 1);
  element.style.gridColumn = `${column + 1} / span ${span}`;
  return element;
}

function cellElement({ field, bits, continued }: DrawnCell): HTMLElement {
  const narrow = bits.length === 1;
  const set = narrow && bits === '1' ? ' set' : '';
  const name = continued ? `${field.name}, continued` : field.name;
  return el(
    'span',
    { class: `drawn${narrow ? ' narrow' : ''}${set}`, title: `${field.name}: ${field.meaning}` },
    el('span', { class: 'drawn-name' }, name),
    el('span', { class: 'drawn-bits' }, ...Array.from(bits, (bit) => el('span', {}, bit))),
    !narrow && !continued && el('span', { class: 'drawn-value' }, field.value),
  );
}

function fieldTable(fields: readonly HeaderField[]): HTMLElement {
  const rows = fields.map(({ name, bits, value, meaning }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, name),
      el('td', { class: 'mono' }, bits.length > 8 ? value : bits),
      el('td', {}, meaning),
    ),
  );
  const heads = ['Field', 'Value', 'Meaning'].map((head) => el('th', { scope: 'col' }, head));
  return el('table', { class: 'fields' }, el('thead', {}, el('tr', {}, ...heads)), el('tbody', {}, ...rows));
}

function messageNote({ message }: FrameDetail): HTMLElement | false {
  if (message === undefined || message.frames < 1) return false;
  const { firstFrame, lastFrame, frames, compressed, wireLength, length } = message;
  const span = frames === 1 ? `this frame alone` : `${plural(frames, 'frame')}, ${firstFrame} to ${lastFrame}`;
  const inflated = length === undefined ? 'it could not be inflated' : `${formatCount(length)} after inflation`;
  const size = compressed
    ? `Compressed: ${plural(wireLength, 'byte')} on the wire, ${inflated}.`
    : `${plural(wireLength, 'byte')}.`;
  return el('p', { class: 'message-note' }, `Message ${message.number}: ${span}. ${size}`);
}
