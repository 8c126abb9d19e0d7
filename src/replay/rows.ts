import { parse } from 'csv-parse/sync';
import type { ReadFile } from './encodePayload.ts';
import { type Variables, fillJson, fillText, missingVariables } from './interpolate.ts';
import type { Json, Rows } from './sequence.ts';

type Row = Readonly<Record<string, Json>>;

export type RowsRead = { readonly rows: readonly Row[] } | { readonly problem: string };

/** The rows that a `forEach` goes through; of a CSV file (RFC 4180) the first line names the columns and every value is a text. */
export async function readRows(rows: Rows, variables: Variables, readFile: ReadFile | undefined): Promise<RowsRead> {
  if (!('csv' in rows)) {
    const { value, missing } = fillJson(rows, variables);
    return missing.length > 0 ? { problem: missingVariables(missing) } : { rows: value as readonly Row[] };
  }
  const { value: path, missing } = fillText(rows.csv, variables);
  if (missing.length > 0) return { problem: missingVariables(missing) };
  if (readFile === undefined) return { problem: `The file ${path} cannot be read here: the sequence has no folder.` };
  try {
    const bytes = await readFile(path);
    const read: unknown = parse(Buffer.from(bytes), { columns: true, bom: true, skip_empty_lines: true, trim: true });
    return { rows: read as readonly Row[] };
  } catch (error) {
    return { problem: `The rows of ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}
