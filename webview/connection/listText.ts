const PEM_BEGIN = /^-----BEGIN /;
const PEM_END = /^-----END /;

interface Entry {
  readonly text: string;
  /** 1-based line on which it begins. */
  readonly line: number;
}

/** A list as it is typed. With `lines` each entry has lines of its own, since it may hold commas. */
export const writeList = (entries: readonly string[], lines: boolean): string =>
  lines ? entries.map(withoutRemarks).join('\n') : entries.join(', ');

/** What tools write around a PEM text means nothing (RFC 7468 §5.2), and its lines would be read as entries. */
const withoutRemarks = (entry: string): string => entry.match(/-----BEGIN [^]*?-----END [^\n]*/g)?.join('\n') ?? entry;

/** An empty entry between commas is kept, so that it can be complained of; empty lines are only room. */
export function readList(text: string, lines: boolean): readonly string[] {
  if (text.trim() === '') return [];
  return lines ? readLines(text).map((entry) => entry.text) : text.split(',').map((entry) => entry.trim());
}

/** 1-based line on which the entry with that index begins; undefined for a list on one line. */
export const lineOfEntry = (text: string, lines: boolean, index: number): number | undefined =>
  lines ? readLines(text)[index]?.line : undefined;

/** An entry is a line, but a PEM text is one entry from its BEGIN line to its END line (RFC 7468 §2). */
function readLines(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let pem: Entry | undefined;
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (pem !== undefined) {
      pem = { ...pem, text: `${pem.text}\n${line}` };
      if (!PEM_END.test(line)) continue;
      entries.push(pem);
      pem = undefined;
    } else if (PEM_BEGIN.test(line) && !line.includes('-----END ')) {
      pem = { text: line, line: i + 1 };
    } else if (line !== '') {
      entries.push({ text: line, line: i + 1 });
    }
  }
  // A text without its END line is kept as it is: it is not ours to say what is wrong with it.
  return pem === undefined ? entries : [...entries, { ...pem, text: pem.text.trimEnd() }];
}
