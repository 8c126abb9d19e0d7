import { el, icon, setAttribute, uniqueId } from '../dom.ts';
import type { Panel } from '../panel.ts';
import { type ColumnName, columnSpec } from './columns.ts';
import { type ListPreferences, firstPreferences, shownColumns, withColumn, withColumnMoved } from './preferences.ts';

const CONTROL_FRAMES = [
  { opcode: 9, name: 'Ping' },
  { opcode: 10, name: 'Pong' },
  { opcode: 8, name: 'Close' },
] as const;

/** CSS pixels. */
const LEAST_HEIGHT = 140;
const MARGIN = 8;

/** The button that opens the list of columns, and that list: which are shown, in which order, and which rows there are. */
export function columnChooser({ store, actions }: Panel): HTMLElement {
  const popup = el('div', {
    class: 'column-chooser',
    role: 'dialog',
    'aria-label': 'Columns and rows of the list',
    testid: 'column-chooser',
    id: uniqueId('column-chooser'),
    hidden: true,
  });
  const open = (wanted: boolean): void => store.update({ choosingColumns: wanted });
  const opener = el(
    'button',
    {
      type: 'button',
      class: 'tool',
      testid: 'choose-columns',
      'aria-label': 'Columns and rows',
      title: 'Columns and rows',
      'aria-haspopup': 'dialog',
      'aria-controls': popup.id,
      on: { click: () => open(!store.get().choosingColumns) },
    },
    icon('settings'),
  );
  const element = el('div', { class: 'chooser-place' }, opener, popup);

  const paint = (list: ListPreferences): void => {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['keep'] : undefined;
    popup.replaceChildren(...content(list, (change) => actions.prefer(change)));
    if (focused !== undefined) popup.querySelector<HTMLElement>(`[data-keep="${focused}"]`)?.focus();
  };
  store.watch(
    (state) => (state.choosingColumns ? state.list : undefined),
    (list) => {
      const wasOpen = !popup.hidden;
      popup.hidden = list === undefined;
      setAttribute(opener, 'aria-expanded', String(list !== undefined));
      if (list === undefined) {
        if (wasOpen && popup.contains(document.activeElement)) opener.focus();
        return;
      }
      paint(list);
      // What it stands in scrolls, and would cut it off.
      const room = element.closest('main')?.getBoundingClientRect().bottom ?? window.innerHeight;
      popup.style.maxHeight = `${Math.max(LEAST_HEIGHT, room - opener.getBoundingClientRect().bottom - MARGIN)}px`;
      if (!wasOpen) popup.querySelector<HTMLElement>('input')?.focus();
    },
  );
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || popup.hidden) return;
    event.stopPropagation();
    opener.focus();
    open(false);
  });
  document.addEventListener('pointerdown', (event) => {
    if (!popup.hidden && event.target instanceof Node && !element.contains(event.target)) open(false);
  });
  return element;
}

type Prefer = (change: (before: ListPreferences) => ListPreferences) => void;

function content(list: ListPreferences, prefer: Prefer): HTMLElement[] {
  const shown = shownColumns(list);
  const reset = (): void =>
    prefer((before) => ({
      ...before,
      order: firstPreferences.order,
      hidden: firstPreferences.hidden,
      widths: firstPreferences.widths,
    }));
  return [
    el('div', { class: 'chooser-title' }, 'Columns'),
    el('div', { class: 'chooser-columns' }, ...list.order.map((name) => columnLine(name, shown, prefer))),
    el('button', { type: 'button', class: 'link', 'data-keep': 'reset', on: { click: reset } }, 'Reset columns'),
    el('div', { class: 'chooser-title' }, 'Rows'),
    tick('fold', 'Fold fragments into their message', list.fold, (on) => prefer((before) => ({ ...before, fold: on }))),
    tick('events', 'Show violations, diagnosis and new attempts', list.events, (on) =>
      prefer((before) => ({ ...before, events: on })),
    ),
    ...CONTROL_FRAMES.map(({ opcode, name }) =>
      tick(`mute-${opcode}`, `Mute ${name} frames`, list.mute.includes(opcode), (on) =>
        prefer((before) => ({ ...before, mute: muting(before.mute, opcode, on) })),
      ),
    ),
  ];
}

const muting = (mute: readonly number[], opcode: number, on: boolean): readonly number[] =>
  on ? [...mute, opcode].sort((a, b) => a - b) : mute.filter((other) => other !== opcode);

function columnLine(name: ColumnName, shown: readonly ColumnName[], prefer: Prefer): HTMLElement {
  const { about } = columnSpec(name);
  const label = columnLabel(name);
  const at = shown.indexOf(name);
  const mover = (by: number, iconName: string, words: string): HTMLElement =>
    el(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-keep': `${name}${by}`,
        'aria-label': `${words} ${label}`,
        title: `${words} ${label}`,
        disabled: at < 0 || shown[at + by] === undefined,
        on: { click: () => prefer((before) => withColumnMoved(before, name, by)) },
      },
      icon(iconName),
    );
  const box = tick(`column-${name}`, label, at >= 0, (on) => prefer((before) => withColumn(before, name, on)));
  box.title = about;
  return el(
    'div',
    { class: 'chooser-column' },
    box,
    mover(-1, 'arrow-up', 'Earlier:'),
    mover(1, 'arrow-down', 'Later:'),
  );
}

/** In the list of columns each has a name that says what it is. */
const LABELS: Partial<Record<ColumnName, string>> = {
  number: 'Number',
  clock: 'Time of day',
  time: 'Time since start',
  since: 'Time since previous frame',
  wire: 'Length on the wire',
  length: 'Payload length',
  inflated: 'Inflated length',
  ratio: 'Compression ratio',
  message: 'Message number',
  preview: 'Payload preview',
};
const columnLabel = (name: ColumnName): string => LABELS[name] ?? columnSpec(name).heading;

function tick(keep: string, label: string, on: boolean, change: (on: boolean) => void): HTMLElement {
  const box = el('input', { type: 'checkbox', checked: on, 'data-keep': keep, testid: `choose-${keep}` });
  box.checked = on;
  box.addEventListener('change', () => change(box.checked));
  return el('label', { class: 'chooser-tick' }, box, label);
}
