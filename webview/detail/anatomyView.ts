import { formatHex } from '../../src/base/hex.ts';
import type { FrameDetail } from '../../src/contract/sessionView.ts';
import { el, fill, setText } from '../dom.ts';
import { formatCount, plural } from '../numbers.ts';
import { type DrawnCell, type HeaderField, drawnCells, fieldPurpose, headerFields } from './anatomy.ts';
import type { Payload } from './payload.ts';
import { payloadStages } from './payloadStages.ts';

/**
 * The frame's header drawn as in RFC 6455 §5.2 with this frame's bits, each field in words, and how its payload became what the
 * other views show. A field that is pointed at or has the focus is explained below the drawing.
 */
export function anatomyView(frame: FrameDetail, payload: Payload, of: 'frame' | 'message'): HTMLElement {
  const fields = headerFields(frame);
  const explained = el('p', { class: 'field-explained', role: 'status', testid: 'field-explained' });
  const view = el('div', { class: 'anatomy', testid: 'detail-frame' });
  const explain = (field: HeaderField | undefined): void => {
    setText(
      explained,
      field === undefined
        ? 'Point at a field, or move to it with the arrow keys, to read what it says.'
        : `${field.name}${field.bits.length === 1 ? ` is ${field.value}` : ` is ${field.value} (${plural(field.bits.length, 'bit')})`}: ${field.meaning} ${fieldPurpose(field)}`,
    );
    for (const part of view.querySelectorAll<HTMLElement>('[data-field]'))
      part.classList.toggle('pointed', part.dataset['field'] === field?.name);
  };
  explain(undefined);
  fill(
    view,
    // One of the two fits; the style sheet shows it.
    drawing(fields, 32, frame, explain),
    drawing(fields, 16, frame, explain),
    explained,
    el('h3', {}, 'Header bytes'),
    el('pre', { class: 'header-bytes', tabindex: 0, 'aria-label': 'Header bytes' }, formatHex(frame.header)),
    fieldTable(fields, explain),
    payloadStages(frame, payload, of),
    messageNote(frame),
  );
  return view;
}

type Explain = (field: HeaderField | undefined) => void;

function drawing(fields: readonly HeaderField[], columns: 16 | 32, frame: FrameDetail, explain: Explain): HTMLElement {
  const label =
    'The header drawn bit by bit: arrow keys go from field to field. The table below has the same in words.';
  const grid = el('div', { class: `drawing columns-${columns}`, role: 'group', 'aria-label': label });
  for (let column = 0; column < columns; column++) {
    grid.append(place(el('span', { class: 'bit-number', 'aria-hidden': 'true' }, String(column)), 0, column, 1));
  }
  const cells = drawnCells(fields, columns);
  let first = true;
  for (const cell of cells) {
    const element = cellElement(cell, first && !cell.continued, explain);
    first = false;
    grid.append(place(element, cell.row + 1, cell.column, cell.bits.length));
  }
  const rows = (cells.at(-1)?.row ?? 0) + 2;
  const payload = el('span', { class: 'drawn payload' }, `Payload, ${plural(frame.payloadLength, 'byte')}`);
  grid.append(place(payload, rows, 0, columns));
  grid.addEventListener('keydown', moveBetweenFields);
  return grid;
}

function moveBetweenFields(event: KeyboardEvent): void {
  const step =
    event.key === 'ArrowRight' || event.key === 'ArrowDown'
      ? 1
      : event.key === 'ArrowLeft' || event.key === 'ArrowUp'
        ? -1
        : 0;
  if (step === 0 || !(event.currentTarget instanceof Element)) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[tabindex]')];
  const at = all.findIndex((cell) => cell === document.activeElement);
  const next = all[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  for (const cell of all) cell.tabIndex = cell === next ? 0 : -1;
  next.focus();
}

function place(element: HTMLElement, row: number, column: number, span: number): HTMLElement {
  element.style.gridRow = String(row + 1);
  element.style.gridColumn = `${column + 1} / span ${span}`;
  return element;
}

function cellElement({ field, bits, continued }: DrawnCell, tabStop: boolean, explain: Explain): HTMLElement {
  const narrow = bits.length === 1;
  const set = narrow && bits === '1' ? ' set' : '';
  const name = continued ? `${field.name}, continued` : field.name;
  return el(
    'span',
    {
      class: `drawn${narrow ? ' narrow' : ''}${set}`,
      'data-field': field.name,
      // A field over two rows is one stop.
      ...(continued ? {} : { role: 'img', tabindex: tabStop ? 0 : -1, 'aria-label': `${field.name}: ${field.value}` }),
      title: `${field.name}: ${field.meaning} ${fieldPurpose(field)}`,
      on: {
        focus: () => explain(field),
        blur: () => explain(undefined),
        mouseenter: () => explain(field),
        mouseleave: () => explain(undefined),
      },
    },
    el('span', { class: 'drawn-name' }, name),
    el('span', { class: 'drawn-bits' }, ...Array.from(bits, (bit) => el('span', {}, bit))),
    !narrow && !continued && el('span', { class: 'drawn-value' }, field.value),
  );
}

function fieldTable(fields: readonly HeaderField[], explain: Explain): HTMLElement {
  const rows = fields.map((field) => {
    const { name, bits, value, meaning } = field;
    return el(
      'tr',
      { 'data-field': name, on: { mouseenter: () => explain(field), mouseleave: () => explain(undefined) } },
      el('th', { scope: 'row' }, name),
      el('td', { class: 'mono' }, bits.length > 8 ? value : bits),
      el('td', {}, meaning),
    );
  });
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
