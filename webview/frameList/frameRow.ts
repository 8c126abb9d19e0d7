import type { FrameRow } from '../../src/contract/framePage.ts';
import type { FrameAside, ListRow } from '../../src/contract/listPage.ts';
import { el, fill, icon, setAttribute, setText } from '../dom.ts';
import { formatCount, plural } from '../numbers.ts';
import { type ColumnName, columnSpec } from './columns.ts';
import { eventContent } from './eventRow.ts';
import { opcodeWord } from './frameKind.ts';
import { highlighted } from './highlight.ts';
import { visiblePreview } from './preview.ts';
import type { TextRange } from './rowSource.ts';

/** How all rows are painted. */
export interface RowStyle {
  readonly columns: readonly ColumnName[];
  readonly startedAtMs: () => number | undefined;
  readonly highlights: (frame: FrameRow) => readonly TextRange[];
}

export interface RowMarks {
  /** The frame is among the selected ones. */
  readonly selected: boolean;
  /** The keys start from here. */
  readonly current: boolean;
}

/** One row of the list: made once, painted for whatever stands there. */
export interface RowView {
  readonly element: HTMLElement;
  /** `content` undefined paints a skeleton of the row with that 0-based index. Painting the same again costs nothing. */
  paint(index: number, content: ListRow | undefined, marks: RowMarks): void;
}

export const rowId = (index: number): string => `row-${index + 1}`;

const ARROWS = { client: 'arrow-up', server: 'arrow-down' } as const;

interface Cell {
  readonly element: HTMLElement;
  paint(row: FrameRow | undefined, aside: FrameAside): void;
}

export function createRow(style: RowStyle): RowView {
  const cells = style.columns.map((name) => createCell(name, style));
  const message = el('span', { role: 'gridcell', class: 'cell event', 'aria-colspan': style.columns.length });
  const element = el('div', { role: 'row', class: 'frame-row', testid: 'frame-row' });
  let holds: 'frame' | 'event' | undefined;

  const hold = (kind: 'frame' | 'event'): void => {
    if (holds === kind) return;
    holds = kind;
    fill(element, ...(kind === 'event' ? [message] : cells.map((cell) => cell.element)));
    element.classList.toggle('event-row', kind === 'event');
    setAttribute(element, 'data-testid', kind === 'event' ? 'event-row' : 'frame-row');
  };

  const paintFrame = (row: FrameRow | undefined, aside: FrameAside): void => {
    hold('frame');
    element.classList.toggle('skeleton', row === undefined);
    element.classList.toggle('violated', (row?.violations ?? 0) > 0);
    element.classList.toggle('marked', aside.marked === true);
    setAttribute(element, 'aria-busy', row === undefined ? 'true' : undefined);
    setAttribute(element, 'data-from', row?.from);
    setAttribute(element, 'data-opcode', row?.opcode);
    setAttribute(element, 'data-frame', row === undefined ? undefined : row.frame + 1);
    setAttribute(element, 'data-event', undefined);
    for (const cell of cells) cell.paint(row, aside);
  };

  const paintContent = (content: ListRow | undefined): void => {
    // Set when a menu opened here: it was about what stood here then.
    setAttribute(element, 'data-vscode-context', undefined);
    if (content?.kind !== 'event') {
      paintFrame(content?.frame, content?.aside ?? {});
      return;
    }
    hold('event');
    element.classList.remove('skeleton', 'violated', 'marked');
    for (const name of ['aria-busy', 'data-from', 'data-opcode', 'data-frame']) {
      setAttribute(element, name, undefined);
    }
    setAttribute(element, 'data-event', content.event.event);
    fill(message, ...eventContent(content.event));
  };

  let painted: { index: number; content: ListRow | undefined } | undefined;
  const paint = (index: number, content: ListRow | undefined, marks: RowMarks): void => {
    if (painted?.index !== index) {
      element.id = rowId(index);
      setAttribute(element, 'data-row', index);
      // The heading is row 1 of the grid.
      setAttribute(element, 'aria-rowindex', index + 2);
    }
    if (painted === undefined || painted.content !== content) paintContent(content);
    painted = { index, content };
    setAttribute(element, 'aria-selected', String(marks.selected));
    element.classList.toggle('selected', marks.selected);
    element.classList.toggle('current', marks.current);
  };

  return { element, paint };
}

function createCell(name: ColumnName, style: RowStyle): Cell {
  const spec = columnSpec(name);
  const element = el('span', { role: 'gridcell', class: `cell ${name}${spec.right === true ? ' right' : ''}` });
  if (name === 'from') return fromCell(element);
  if (name === 'preview') return previewCell(element, style);
  return {
    element,
    paint: (row, aside) => {
      const { startedAtMs } = style;
      setText(element, row === undefined ? '' : spec.text({ row, aside, startedAtMs: startedAtMs() }));
    },
  };
}

function fromCell(element: HTMLElement): Cell {
  const arrow = icon('arrow-up');
  const side = el('span', { class: 'side-word' });
  element.append(arrow, side);
  return {
    element,
    paint: (row) => {
      arrow.className = row === undefined ? '' : `codicon codicon-${ARROWS[row.from]}`;
      setText(side, row?.from ?? '');
    },
  };
}

function previewCell(element: HTMLElement, { highlights }: RowStyle): Cell {
  const violation = el('span', { class: 'violation-mark', role: 'img' }, icon('warning'));
  const marker = el(
    'span',
    { class: 'marker', role: 'img', 'aria-label': 'Marked', title: 'Marked' },
    icon('bookmark'),
  );
  const fold = el('span', { class: 'fold' }, icon('chevron-down'));
  const arrow = fold.firstElementChild;
  const count = el('span', { class: 'fragments' });
  const note = el('span', { class: 'note-mark', role: 'img' }, icon('comment'));
  const text = el('span', { class: 'preview-text', dir: 'ltr' });
  element.append(fold, marker, violation, note, count, text);
  return {
    element,
    paint: (row, aside) => {
      const violations = row?.violations ?? 0;
      violation.hidden = violations === 0;
      setAttribute(violation, 'title', plural(violations, 'violation'));
      setAttribute(violation, 'aria-label', plural(violations, 'violation'));
      marker.hidden = aside.marked !== true;
      note.hidden = aside.note === undefined;
      setAttribute(note, 'title', aside.note);
      setAttribute(note, 'aria-label', `Note: ${aside.note ?? ''}`);
      const { fragments } = aside;
      fold.hidden = fragments === undefined;
      count.hidden = fragments === undefined;
      if (fragments !== undefined) {
        arrow?.classList.toggle('codicon-chevron-right', fragments.folded);
        arrow?.classList.toggle('codicon-chevron-down', !fragments.folded);
        setAttribute(fold, 'title', fragments.folded ? 'Unfold (Right)' : 'Fold (Left)');
        setText(count, `${formatCount(fragments.count)} fragments`);
      }
      element.classList.toggle('fragment', row?.opcode === 0);
      if (row === undefined) setText(text, '');
      else paintText(text, row, highlights(row));
    },
  };
}

function paintText(element: HTMLElement, row: FrameRow, ranges: readonly TextRange[]): void {
  const end = row.previewCut ? '…' : '';
  const empty = row.preview === '' && row.payloadLength === 0;
  element.classList.toggle('empty', empty);
  if (empty) setText(element, `empty ${opcodeWord(row.opcode)}`);
  else if (ranges.length === 0) setText(element, visiblePreview(row.preview) + end);
  else fill(element, ...highlighted(row.preview, ranges), end);
}
