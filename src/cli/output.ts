import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Prints one JSON object a line. Awaiting it keeps the output's buffer bounded. */
export type Print = (line: object) => Promise<void>;

export function printTo(stream: Writable): Print {
  return async (line) => {
    if (stream.destroyed) return;
    if (!stream.write(`${JSON.stringify(line)}\n`)) await once(stream, 'drain');
  };
}
