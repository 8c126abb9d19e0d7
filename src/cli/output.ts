import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Prints one JSON object a line. Awaiting it keeps the output's buffer bounded. */
export type Print = (line: object) => Promise<void>;

/** Prints a text as it is. */
export type Write = (text: string) => Promise<void>;

export function printTo(stream: Writable): Print {
  const write = writeTo(stream);
  return (line) => write(`${JSON.stringify(line)}\n`);
}

export function writeTo(stream: Writable): Write {
  return async (text) => {
    if (stream.destroyed) return;
    if (!stream.write(text)) await once(stream, 'drain');
  };
}
