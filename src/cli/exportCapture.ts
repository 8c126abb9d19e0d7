import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openCaptureFile } from '../capture/capture.ts';
import { troubleWith } from '../capture/troubleWith.ts';
import { type ExportRequest, exportStream, writeExport } from '../engine/writeExport.ts';
import { ArgumentError } from './argumentError.ts';
import { filterArgument } from './filterArgument.ts';

/** `export`: a capture as HAR, NDJSON or pcapng, to standard output or a file. Gives the exit status. */
export async function exportCapture(args: readonly string[], output: Writable): Promise<number> {
  const { file, out, connection, request } = exportArguments(args);
  const capture = await openCaptureFile({ file, connection });
  try {
    for (const sentence of troubleWith(capture, connection)) process.stderr.write(`${file}: ${sentence}\n`);
    if (capture.attempts.length === 0) return connection === undefined ? 1 : 2;
    if (connection === undefined && capture.connections.length > 1) return 2;
    if (out === undefined) await pipeline(exportStream(capture, request), output, { end: false });
    else await writeExport(capture, request, out);
    return 0;
  } finally {
    capture.dispose();
  }
}

interface ExportArguments {
  readonly file: string;
  readonly out: string | undefined;
  readonly connection: number | undefined;
  readonly request: ExportRequest;
}

function exportArguments(args: readonly string[]): ExportArguments {
  const { values, positionals } = parse(args);
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new ArgumentError('export takes one capture file.');
  const { to, out, filter } = values;
  if (to !== 'har' && to !== 'ndjson' && to !== 'pcapng') {
    throw new ArgumentError(`--to takes har, ndjson or pcapng${to === undefined ? '.' : `, not "${to}".`}`);
  }
  if (to === 'pcapng' && filter !== undefined) {
    throw new ArgumentError('--to pcapng holds the whole capture: leave --filter out, or export har or ndjson.');
  }
  const connection = values.connection === undefined ? undefined : Number(values.connection);
  if (connection !== undefined && !(Number.isInteger(connection) && connection > 0)) {
    throw new ArgumentError('--connection takes the number of a connection, from 1.');
  }
  const request = { to, filter: filterArgument(filter), keepSecrets: values['keep-secrets'] ?? false } as const;
  return { file, out, connection, request };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        to: { type: 'string' },
        out: { type: 'string' },
        filter: { type: 'string' },
        connection: { type: 'string' },
        'keep-secrets': { type: 'boolean' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}
