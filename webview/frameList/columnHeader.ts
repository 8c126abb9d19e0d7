import { el, icon, setText } from '../dom.ts';
import { type ColumnName, columnSpec } from './columns.ts';
import { type ListPreferences, fitWidth, withColumn, withColumnMoved, withWidth } from './preferences.ts';

/** Pixels that a key makes a column wider or narrower. */
const STEP = 10;
/** Pixels that the pointer has to go before a press is taken for dragging. */
const DRAG = 5;

export interface ColumnHeader {
  readonly element: HTMLElement;
  show(columns: readonly ColumnName[]): void;
}

/** The headings. A border is dragged to size, a heading to reorder; with the keys: arrows, with Alt to move, with Shift to size. */
export function columnHeader(
  change: (next: (before: ListPreferences) => ListPreferences, said: string) => void,
  choose: () => void,
): ColumnHeader {
  const row = el('div', { role: 'row', class: 'frame-headings', 'aria-rowindex': 1 });
  const element = el('div', { role: 'rowgroup', class: 'rows-header' }, row);
  let shown: readonly ColumnName[] = [];
  const cells = (): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('[role=columnheader]')];
  const cellOf = (name: ColumnName): HTMLElement | undefined => cells()[shown.indexOf(name)];

  const move = (name: ColumnName, by: number): void =>
    change((before) => withColumnMoved(before, name, by), `${columnSpec(name).heading} moved.`);
  const size = (name: ColumnName, width: number | undefined): void =>
    change(
      (before) => withWidth(before, name, width),
      width === undefined ? `${columnSpec(name).heading} fits its content.` : '',
    );
  /** Who does not see it hears how wide it became. */
  const sizeBy = (name: ColumnName, by: number): void => {
    const width = fitWidth((cellOf(name)?.offsetWidth ?? 0) + by);
    change((before) => withWidth(before, name, width), `${columnSpec(name).heading} is ${width} pixels wide.`);
  };

  const pressed = (event: KeyboardEvent, name: ColumnName): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0 && event.altKey) move(name, step);
    else if (step !== 0 && event.shiftKey) sizeBy(name, step * STEP);
    else if (step !== 0) cells()[shown.indexOf(name) + step]?.focus();
    else if (event.key === 'Delete') {
      change((before) => withColumn(before, name, false), `${columnSpec(name).heading} hidden.`);
    } else if (event.key === 'Enter' || event.key === ' ') choose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const cell = (name: ColumnName, first: boolean): HTMLElement => {
    const { heading, about, right } = columnSpec(name);
    const grip = el('span', { class: 'column-grip', 'aria-hidden': 'true' });
    const label = el('span', { class: 'column-label' });
    setText(label, heading);
    const head = el(
      'span',
      {
        role: 'columnheader',
        class: `cell ${name}${right === true ? ' right' : ''}`,
        tabindex: first ? 0 : -1,
        title: `${about}\nDrag to move it, drag its right border to size it.`,
        'data-column': name,
        'data-vscode-context': JSON.stringify({
          webviewSection: 'columns',
          preventDefaultContextMenuItems: true,
          column: name,
        }),
        on: { keydown: (event) => pressed(event, name) },
      },
      name === 'from' && icon('arrow-swap'),
      label,
      grip,
    );
    dragGrip(
      grip,
      () => head.offsetWidth,
      (width) => size(name, width),
    );
    dragCell(head, grip, cells, (by) => move(name, by));
    return head;
  };

  return {
    element,
    show: (columns) => {
      const focused = shown.find((name) => cellOf(name) === document.activeElement);
      shown = columns;
      row.replaceChildren(...columns.map((name, i) => cell(name, i === 0)));
      if (focused !== undefined) cellOf(focused)?.focus();
    },
  };
}

/** Sizes while the pointer is down; a double click lets the content decide. */
function dragGrip(grip: HTMLElement, widthNow: () => number, size: (width: number | undefined) => void): void {
  grip.addEventListener('pointerdown', (down) => {
    down.preventDefault();
    down.stopPropagation();
    const begun = widthNow() - down.clientX;
    const moved = (event: PointerEvent): void => size(begun + event.clientX);
    // The heading is made anew while it is sized: the page itself is listened to.
    window.addEventListener('pointermove', moved);
    window.addEventListener('pointerup', () => window.removeEventListener('pointermove', moved), { once: true });
  });
  grip.addEventListener('dblclick', () => size(undefined));
}

/** Moves the heading to where the pointer lets it go. */
function dragCell(head: HTMLElement, grip: HTMLElement, cells: () => HTMLElement[], move: (by: number) => void): void {
  head.addEventListener('pointerdown', (down) => {
    if (down.button !== 0 || down.target === grip) return;
    const placeAt = (x: number): number =>
      cells().findIndex((other) => x >= other.getBoundingClientRect().left && x < other.getBoundingClientRect().right);
    const dragged = (event: PointerEvent): void => {
      const far = Math.abs(event.clientX - down.clientX) > DRAG;
      head.classList.toggle('dragged', far);
      const over = far ? placeAt(event.clientX) : -1;
      cells().forEach((other, i) => other.classList.toggle('drop-here', i === over && other !== head));
    };
    const dropped = (event: PointerEvent): void => {
      window.removeEventListener('pointermove', dragged);
      for (const other of cells()) other.classList.remove('drop-here', 'dragged');
      const to = placeAt(event.clientX);
      if (Math.abs(event.clientX - down.clientX) > DRAG && to >= 0) move(to - cells().indexOf(head));
    };
    window.addEventListener('pointermove', dragged);
    window.addEventListener('pointerup', dropped, { once: true });
  });
}
