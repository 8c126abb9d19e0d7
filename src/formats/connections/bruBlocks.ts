/** A block of a `.bru` file: `name { … }`, its lines without the indent of two blanks. */
export interface BruBlock {
  readonly name: string;
  readonly lines: readonly string[];
}

/** The blocks of a `.bru` file. A block ends with a bracket at the beginning of a line. */
export function bruBlocks(text: string): readonly BruBlock[] {
  const blocks: BruBlock[] = [];
  let open: { name: string; lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const name = /^([\w:-]+)\s*\{\s*$/.exec(line)?.[1];
    if (open === undefined) {
      if (name !== undefined) open = { name, lines: [] };
    } else if (/^\}\s*$/.test(line)) {
      blocks.push(open);
      open = undefined;
    } else open.lines.push(line.replace(/^ {2}/, ''));
  }
  return open === undefined ? blocks : [...blocks, open];
}

/** `name: value` lines; a value within three quotation marks goes over lines. Lines that begin with `~` are switched off. */
export function bruPairs(lines: readonly string[]): readonly (readonly [name: string, value: string])[] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, value] = /^\s*([^:~][^:]*?)\s*:\s?(.*)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined || value === undefined) continue;
    if (value.trim() !== "'''") {
      pairs.push([name, value.trim()]);
      continue;
    }
    const long: string[] = [];
    for (at += 1; at < lines.length && lines[at]?.trim() !== "'''"; at += 1) long.push(lines[at] ?? '');
    const indent = Math.min(
      ...long.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0),
    );
    pairs.push([name, long.map((line) => line.slice(Number.isFinite(indent) ? indent : 0)).join('\n')]);
  }
  return pairs;
}
