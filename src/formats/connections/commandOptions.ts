/** What an option of a command line takes: a value, none, or a value when the next word is no option. */
export type OptionArity = 'value' | 'none' | 'optional';

/** Every spelling of an option, and what it takes. */
export type OptionTable = ReadonlyMap<string, OptionArity>;

export type CommandPart =
  | { readonly kind: 'option'; readonly name: string; readonly value: string }
  | { readonly kind: 'argument'; readonly text: string }
  /** No option of the table. */
  | { readonly kind: 'unknown'; readonly name: string };

/**
 * The words of a command line in its parts, in their order: `--name value`, `--name=value`, `-n value`, `-nvalue` and several
 * one-letter options in one word. `--` ends the options.
 */
export function commandParts(words: readonly string[], table: OptionTable): readonly CommandPart[] {
  const parts: CommandPart[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--') {
      parts.push(...words.slice(at + 1).map((text): CommandPart => ({ kind: 'argument', text })));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      parts.push({ kind: 'argument', text: word });
      continue;
    }
    const valueAfter = (arity: OptionArity): string => {
      if (arity === 'none') return '';
      if (arity === 'optional' && (words[at + 1] ?? '-').startsWith('-')) return '';
      return words[++at] ?? '';
    };
    const [, long = word, , inline] = /^(--[^=]+)(=([^]*))?$/.exec(word) ?? [];
    const arity = table.get(long);
    if (arity !== undefined) parts.push({ kind: 'option', name: long, value: inline ?? valueAfter(arity) });
    else if (word.startsWith('--')) parts.push({ kind: 'unknown', name: long });
    else parts.push(...shortOptions(word, table, valueAfter));
  }
  return parts;
}

function shortOptions(word: string, table: OptionTable, valueAfter: (arity: OptionArity) => string): CommandPart[] {
  const parts: CommandPart[] = [];
  for (let at = 1; at < word.length; at += 1) {
    const name = `-${word.charAt(at)}`;
    const arity = table.get(name);
    if (arity === undefined) return [...parts, { kind: 'unknown', name: at === 1 ? word : name }];
    const rest = word.slice(at + 1);
    if (arity !== 'none' && rest !== '') return [...parts, { kind: 'option', name, value: rest }];
    parts.push({ kind: 'option', name, value: valueAfter(arity) });
  }
  return parts;
}

/** A table of options from lists of their spellings. */
export function optionTable(spellings: Readonly<Partial<Record<OptionArity, string>>>): OptionTable {
  const table = new Map<string, OptionArity>();
  for (const [arity, names] of Object.entries(spellings))
    for (const name of names.split(' ')) table.set(name, arity as OptionArity);
  return table;
}
