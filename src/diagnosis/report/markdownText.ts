import { maskText } from '../redact.ts';
import { visible } from '../wording.ts';

/** Breaks what would be made a link, a mention or a reference without any markup, and cannot be seen. */
const JOINER = '\u2060';

/** Running text in which nothing is Markdown or HTML; secrets masked. */
export function prose(text: string): string {
  return maskText(visible(text))
    .replace(/[\\`*_{}[\]<>#|~!&$]/g, '\\$&')
    .replace(/:(?=\/\/)|@(?=\w)|#(?=\d)|\bwww(?=\.)/gi, `$&${JOINER}`)
    .replace(/^([-+=]|\d+(?=[.)]))/, `${JOINER}$1`);
}

/** Text in which nothing acts, as it stands; secrets masked. Not for a table, whose bars would be heeded inside it. */
export function code(text: string): string {
  const shown = maskText(visible(text));
  const ticks = '`'.repeat(1 + longestRun(shown));
  const space = /^[` ]|[` ]$/.test(shown) || shown === '' ? ' ' : '';
  return `${ticks}${space}${shown}${space}${ticks}`;
}

/** Lines as they stand, in a fence that nothing in them can end. Secrets have to be masked before. */
export function fenced(text: string, language: 'http' | 'text' = 'text'): string {
  const lines = text
    .replace(/(?:\r?\n)+$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(visible).join('\t'));
  const fence = '`'.repeat(Math.max(3, 1 + longestRun(text)));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
