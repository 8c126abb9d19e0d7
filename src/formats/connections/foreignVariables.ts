import type { ImportNotes } from './imported.ts';

/** How other tools write the name of a variable in a text. */
const spellings = {
  /** Postman, Bruno, Insomnia (`_.name`), `.http` files. */
  braces: /\{\{\s*(?:_\.)?([^{}]+?)\s*\}\}/g,
  /** Hoppscotch. */
  angles: /<<\s*([^<>]+?)\s*>>/g,
} as const;

/** A text with its variables written as `${name}`. What computes a value is not a variable: noted, and left as it is. */
export function fromForeign(text: string, spelling: keyof typeof spellings, notes: ImportNotes): string {
  return text.replace(spellings[spelling], (whole: string, name: string) => {
    const env = /^(?:\$processEnv\s+|process\.env\.|\$env\.)(\w+)$/.exec(name)?.[1];
    if (env !== undefined) return `\${env:${env}}`;
    if (/^[\w.-]+$/.test(name)) return `\${${name}}`;
    note(notes, `${whole} computes a value, which a profile cannot: put the value or a variable in its place.`);
    return whole;
  });
}

/** Says something once. */
export function note({ unmapped }: ImportNotes, sentence: string): void {
  if (!unmapped.includes(sentence)) unmapped.push(sentence);
}
