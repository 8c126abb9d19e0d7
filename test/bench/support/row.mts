/** One line of the table that `npm run bench` prints. */
export interface Row {
  readonly what: string;
  /** What it is measured against in the same run; undefined for a bound of its own. */
  readonly yardstick?: string;
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

/** Hands a row to the table. */
export function tell(row: Row): void {
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The value that `part` (0–1) of the others do not exceed. */
export const percentile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;

export const mebibytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
