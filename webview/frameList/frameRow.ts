import type { FrameRow } from '../../src/contract/framePage.ts';
import { el, icon, setAttribute, setText } from '../dom.ts';
import { formatCount, formatMicros, plural } from '../numbers.ts';
import { frameKind } from './frameKind.ts';
import { visiblePreview } from './preview.ts';

/** One row of the list: made once, painted for whichever frame stands there. */
export interface RowView {
  readonly element: HTMLElement;
  /** `row` undefined paints a skeleton of the frame with that 0-based index. Painting the same again costs nothing. */
  paint(index: number, row: FrameRow | undefined, selected: boolean): void;
}

export const rowId = (index: number): string => `frame-${index + 1}`;

const SIDES = {
  client: { arrow: 'arrow-up', word: 'client' },
  server: { arrow: 'arrow-down', word: 'server' },
} as const;

const cell = (name: string): HTMLElement => el('span', { role: 'gridcell', class: `cell ${name}` });

export function createRow(): RowView {
  const number = cell('number');
  const time = cell('time');
  const from = cell('from');
  const opcode = cell('opcode');
  const length = cell('length');
  const preview = cell('preview');
  const arrow = icon('arrow-up');
  const side = el('span', { class: 'side-word' });
  const mark = el('span', { class: 'violation-mark', role: 'img' }, icon('warning'));
  const text = el('span', { class: 'preview-text', dir: 'ltr' });
  from.append(arrow, side);
  preview.append(mark, text);
  const cells = [number, time, from, opcode, length, preview];
  const element = el('div', { role: 'row', class: 'frame-row', testid: 'frame-row' }, ...cells);

  const paintPlace = (index: number): void => {
    element.id = rowId(index);
    setAttribute(element, 'data-frame', index + 1);
    // The heading is row 1 of the grid.
    setAttribute(element, 'aria-rowindex', index + 2);
    setText(number, formatCount(index + 1));
  };

  const paintFrame = (row: FrameRow | undefined): void => {
    const violations = row?.violations ?? 0;
    element.classList.toggle('skeleton', row === undefined);
    element.classList.toggle('violated', violations > 0);
    setAttribute(element, 'aria-busy', row === undefined ? 'true' : undefined);
    setAttribute(element, 'data-from', row?.from);
    setAttribute(element, 'data-opcode', row?.opcode);
    setText(time, row === undefined ? '' : formatMicros(row.atMs));
    setText(side, row === undefined ? '' : SIDES[row.from].word);
    arrow.className = row === undefined ? '' : `codicon codicon-${SIDES[row.from].arrow}`;
    setText(opcode, row === undefined ? '' : frameKind(row));
    setText(length, row === undefined ? '' : lengthWords(row));
    setText(text, row === undefined ? '' : visiblePreview(row.preview) + (row.previewCut ? '…' : ''));
    mark.hidden = violations === 0;
    setAttribute(mark, 'title', plural(violations, 'violation'));
    setAttribute(mark, 'aria-label', plural(violations, 'violation'));
  };

  let painted: { index: number; row: FrameRow | undefined; selected: boolean } | undefined;
  const paint = (index: number, row: FrameRow | undefined, selected: boolean): void => {
    if (painted?.index !== index) paintPlace(index);
    if (painted === undefined || painted.row !== row) paintFrame(row);
    if (painted?.selected !== selected) {
      setAttribute(element, 'aria-selected', String(selected));
      element.classList.toggle('selected', selected);
    }
    painted = { index, row, selected };
  };

  return { element, paint };
}

/** Payload length; for a compressed message, as on the wire → as inflated; for an unfinished frame, received of declared. */
export function lengthWords(row: FrameRow): string {
  if (!row.complete) return `${formatCount(row.payloadReceived)} of ${formatCount(row.payloadLength)}`;
  if (row.inflatedLength === undefined) return formatCount(row.payloadLength);
  return `${formatCount(row.payloadLength)} → ${formatCount(row.inflatedLength)}`;
}
