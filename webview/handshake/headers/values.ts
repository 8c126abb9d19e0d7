import { plural } from '../../numbers.ts';

/** The elements of a comma-separated value (RFC 9110 §5.6.1). */
export const listOf = (value: string): string[] =>
  value
    .split(',')
    .map((element) => element.trim())
    .filter((element) => element !== '');

/** `13`, `13 and 8`, `13, 8 and 7`. */
export function spokenList(value: string): string {
  const all = listOf(value);
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** A number of seconds in the largest unit of which there are two: `90 seconds`, `2 hours`, `365 days`. */
export function seconds(value: number): string {
  const [unit, size] = UNITS.find((one) => value >= 2 * one[1]) ?? (['second', 1] as const);
  return plural(Math.round(value / size), unit);
}

/** The number behind `name=` in a list of directives. */
export function directive(value: string, name: string): number | undefined {
  const found = new RegExp(`(?:^|[\\s,;])${name}\\s*=\\s*"?(\\d{1,15})`, 'i').exec(value)?.[1];
  return found === undefined ? undefined : Number(found);
}
