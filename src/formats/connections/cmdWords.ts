import type { Commands } from './bashWords.ts';

/** Whether a command was written for the command prompt of Windows: it continues lines and escapes by a caret. */
export const isForCmd = (text: string): boolean => /\^\r?\n|\^"/.test(text);

/**
 * Splits a text as the command prompt of Windows and its programs would: first the prompt takes its carets away, then the program
 * splits at blanks outside quotation marks, `\"` and `""` being marks that are meant. `%NAME%` becomes `${env:NAME}`.
 */
export function cmdWords(text: string): Commands {
  return promptLines(text)
    .map(programWords)
    .filter((words) => words.length > 0);
}

function promptLines(text: string): string[] {
  const lines = [''];
  let quoted = false;
  const add = (piece: string): void => void lines.push((lines.pop() ?? '') + piece);
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '^' && !quoted) {
      const next = /^\r?\n/.exec(text.slice(at + 1, at + 3))?.[0];
      // A caret before a line's end joins the lines; two line ends after it are one that is meant.
      if (next === undefined) add(text.charAt(++at));
      else {
        at += next.length;
        const second = /^\r?\n/.exec(text.slice(at + 1, at + 3))?.[0];
        if (second === undefined) continue;
        add('\n');
        at += second.length;
      }
    } else if (char === '"') {
      quoted = !quoted;
      add(char);
    } else if (!quoted && /[\n|&]/.test(char)) lines.push('');
    else if (char === '%') {
      const name = /^%(\w+)%/.exec(text.slice(at, at + 200))?.[1];
      add(name === undefined ? char : `\${env:${name}}`);
      if (name !== undefined) at += name.length + 1;
    } else if (char !== '\r' || quoted) add(char);
  }
  return lines;
}

function programWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < line.length;) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (line.charAt(at + slashes) === '"') {
      // Before a mark, two backslashes are one; an odd one makes the mark a character.
      word = (word ?? '') + '\\'.repeat(slashes >> 1);
      at += slashes + 1;
      if (slashes % 2 === 1) word += '"';
      else if (quoted && line.charAt(at) === '"') {
        word += '"';
        at += 1;
      } else quoted = !quoted;
    } else if (slashes > 0) {
      word = (word ?? '') + '\\'.repeat(slashes);
      at += slashes;
    } else if (!quoted && /[ \t]/.test(line.charAt(at))) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
    } else word = (word ?? '') + line.charAt(at++);
  }
  return word === undefined ? words : [...words, word];
}
