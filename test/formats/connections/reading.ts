import { type ImportNotes, type ImportedConnection, importNotes } from '../../../src/formats/connections/imported.ts';

/** What a reader makes of its source, with its notes. */
export function reading<Source>(
  read: (source: Source, notes: ImportNotes) => readonly ImportedConnection[],
  source: Source,
): ImportNotes & { readonly connections: readonly ImportedConnection[] } {
  const notes = importNotes();
  return { connections: read(source, notes), ...notes };
}
