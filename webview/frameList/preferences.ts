import { COLUMNS, COLUMN_NAMES, type ColumnName } from './columns.ts';

/** How this user likes the list: kept for all panels. */
export interface ListPreferences {
  /** Every column, shown or not. */
  readonly order: readonly ColumnName[];
  readonly hidden: readonly ColumnName[];
  /** CSS pixels of the columns that the user has sized. */
  readonly widths: Readonly<Partial<Record<ColumnName, number>>>;
  /** A message of several fragments is one row. */
  readonly fold: boolean;
  /** Opcodes of frames that are counted and not shown. */
  readonly mute: readonly number[];
  /** Attempts, violations and the diagnosis have rows. */
  readonly events: boolean;
  readonly timeline: boolean;
}

export const firstPreferences: ListPreferences = {
  order: COLUMN_NAMES,
  hidden: COLUMN_NAMES.filter((name) => !COLUMNS[name].shownAtFirst),
  widths: {},
  fold: false,
  mute: [],
  events: true,
  timeline: true,
};

export const MIN_WIDTH = 24;
export const MAX_WIDTH = 1200;

export const shownColumns = ({ order, hidden }: ListPreferences): readonly ColumnName[] =>
  order.filter((name) => !hidden.includes(name));

/** The last shown column stays: a list without any cannot be read, nor its menu be found. */
export function withColumn(preferences: ListPreferences, name: ColumnName, shown: boolean): ListPreferences {
  const hidden = preferences.hidden.filter((other) => other !== name);
  if (shown) return { ...preferences, hidden };
  const after = { ...preferences, hidden: [...hidden, name] };
  return shownColumns(after).length === 0 ? preferences : after;
}

/** `by` places towards the end among the shown columns; at an end it stays. */
export function withColumnMoved(preferences: ListPreferences, name: ColumnName, by: number): ListPreferences {
  const shown = shownColumns(preferences);
  const neighbour = shown[shown.indexOf(name) + by];
  if (!shown.includes(name) || neighbour === undefined) return preferences;
  const others = preferences.order.filter((other) => other !== name);
  const at = others.indexOf(neighbour) + (by > 0 ? 1 : 0);
  return { ...preferences, order: [...others.slice(0, at), name, ...others.slice(at)] };
}

/** `width` in CSS pixels; undefined lets the content decide again. */
export function withWidth(preferences: ListPreferences, name: ColumnName, width: number | undefined): ListPreferences {
  const { [name]: _before, ...widths } = preferences.widths;
  if (width === undefined) return { ...preferences, widths };
  return { ...preferences, widths: { ...widths, [name]: fitWidth(width) } };
}

/** The nearest width that a column may have. */
export const fitWidth = (width: number): number => Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));

/** What was kept may be from an older version: what does not fit is left out. */
export function readPreferences(value: unknown): ListPreferences {
  if (!isRecord(value)) return firstPreferences;
  const kept = names(value['order']);
  // A column that is new in this version stands behind those that the user has ordered.
  const order = [...kept, ...COLUMN_NAMES.filter((name) => !kept.includes(name))];
  const known = Array.isArray(value['hidden']) ? names(value['hidden']) : firstPreferences.hidden;
  const added = firstPreferences.hidden.filter((name) => kept.length > 0 && !kept.includes(name));
  const hidden = [...new Set([...known, ...added])];
  const { mute, fold, events, timeline } = value;
  return {
    order,
    hidden: hidden.length === order.length ? firstPreferences.hidden : hidden,
    widths: readWidths(value['widths']),
    fold: fold === true,
    mute: Array.isArray(mute) ? mute.filter((opcode) => [8, 9, 10].includes(opcode as number)) : [],
    events: events !== false,
    timeline: timeline !== false,
  };
}

function readWidths(value: unknown): ListPreferences['widths'] {
  if (!isRecord(value)) return {};
  const fits = Object.entries(value).filter(
    ([name, width]) => isColumn(name) && typeof width === 'number' && width >= MIN_WIDTH && width <= MAX_WIDTH,
  );
  return Object.fromEntries(fits);
}

const names = (value: unknown): readonly ColumnName[] =>
  Array.isArray(value) ? [...new Set(value.filter((name): name is ColumnName => isColumn(name)))] : [];

const isColumn = (name: unknown): name is ColumnName => typeof name === 'string' && Object.hasOwn(COLUMNS, name);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
