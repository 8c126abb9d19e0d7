import { type ColumnName, columnSpec } from './columns.ts';
import { type ListPreferences, shownColumns } from './preferences.ts';

/** What the page has measured. Lengths are CSS pixels. */
export interface Room {
  readonly width: number;
  /** Of one digit in the rows' font. */
  readonly character: number;
  /** Characters of the longest text that stood in a fitted column. */
  readonly longest: ReadonlyMap<ColumnName, number>;
}

export interface FittedColumns {
  readonly columns: readonly ColumnName[];
  /** For `grid-template-columns`. */
  readonly template: string;
}

/** Below this width the endpoint is an arrow without its word. The style sheet says the same. */
const NARROW = 720;
const VERY_NARROW = 440;
const ARROW = 16;
const GAP = 5;

/**
 * The columns that find room, and how wide each is. Where there is not enough, those of the lowest rank are left out until the
 * growing one can be read; a wider panel shows them again.
 */
export function fitColumns(preferences: ListPreferences, room: Room): FittedColumns {
  const shown = shownColumns(preferences);
  const pad = room.width < VERY_NARROW ? 4 : room.width < NARROW ? 6 : 8;
  const widthOf = (name: ColumnName): number => preferences.widths[name] ?? contentWidth(name, room, pad);
  const least = room.width < VERY_NARROW ? 90 : 140;
  const growing = shown.find((name) => columnSpec(name).grows === true) ?? shown.at(-1);
  let columns = shown;
  const needed = (): number => columns.reduce((sum, name) => sum + (name === growing ? least : widthOf(name)), 0);
  while (columns.length > 1 && needed() > room.width) {
    const least = columns.reduce((a, b) => (b !== growing && (a === growing || rank(b) < rank(a)) ? b : a));
    columns = columns.filter((name) => name !== least);
  }
  const template = columns.map((name) => (name === growing ? 'minmax(0, 1fr)' : `${Math.ceil(widthOf(name))}px`));
  return { columns, template: template.join(' ') };
}

const rank = (name: ColumnName): number => columnSpec(name).rank;

function contentWidth(name: ColumnName, { width, character, longest }: Room, pad: number): number {
  if (name === 'from') return width < NARROW ? ARROW + 2 * pad : 6 * character + ARROW + GAP + 2 * pad;
  const { characters, heading } = columnSpec(name);
  return Math.max(characters, heading.length, longest.get(name) ?? 0) * character + 2 * pad;
}
