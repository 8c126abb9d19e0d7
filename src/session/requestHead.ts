import type { HeaderPair } from '../profiles/connectionOptions.ts';

const HEAD_END = '\r\n\r\n';

/**
 * The request head that the endpoint wrote with our own lines in it: after Host, in the given order and letter case, repeated names
 * and all, which an object of headers cannot hold. A Host among them takes the place of the endpoint's. Latin-1, one character a byte.
 */
export function withLines(head: string, lines: readonly HeaderPair[]): string {
  const [start = '', ...own] = head.slice(0, head.indexOf(HEAD_END)).split('\r\n');
  const isHost = (line: string): boolean => /^host:/i.test(line);
  const ownHost = lines.some(([name]) => name.toLowerCase() === 'host');
  const host = ownHost ? [] : own.filter(isHost);
  const given = lines.map(([name, value]) => `${name}: ${value}`);
  return `${[start, ...host, ...given, ...own.filter((line) => !isHost(line))].join('\r\n')}${HEAD_END}`;
}

/** Rewrites the first thing that the endpoint writes, which is its request's head and nothing else; undefined where nothing is put in. */
export function headRewriter(lines: readonly HeaderPair[]): ((written: Buffer) => Buffer) | undefined {
  if (lines.length === 0) return undefined;
  return (written) => {
    const head = written.toString('latin1');
    // Node writes the head of a request without a body at once; anything else is not ours to touch.
    return head.endsWith(HEAD_END) ? Buffer.from(withLines(head, lines), 'latin1') : written;
  };
}
