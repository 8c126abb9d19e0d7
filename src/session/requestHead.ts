import type { HeaderPair } from '../profiles/connectionOptions.ts';

const HEAD_END = '\r\n\r\n';

/**
 * The request head with the user's lines in it: after Host, in the given order and letter case, repeated names and all. A Host among them
 * takes the place of the head's own. Latin-1, one character a byte.
 */
export function withLines(head: string, lines: readonly HeaderPair[]): string {
  const [start = '', ...own] = head.slice(0, head.indexOf(HEAD_END)).split('\r\n');
  const isHost = (line: string): boolean => /^host:/i.test(line);
  const ownHost = lines.some(([name]) => name.toLowerCase() === 'host');
  const host = ownHost ? [] : own.filter(isHost);
  const given = lines.map(([name, value]) => `${name}: ${value}`);
  return `${[start, ...host, ...given, ...own.filter((line) => !isHost(line))].join('\r\n')}${HEAD_END}`;
}
