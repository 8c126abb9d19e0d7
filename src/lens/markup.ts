type MarkupPartKind = 'space' | 'tag' | 'name' | 'attribute' | 'value' | 'text' | 'comment';

export interface MarkupPart {
  readonly kind: MarkupPartKind;
  readonly text: string;
}

/** Elements of HTML that have no end. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const MAX_INDENT_LEVELS = 60;

const TOKEN =
  /<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)|<[!?/]?[A-Za-z_][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>|[^<]+|</g;

/** Whether a text is XML or HTML as far as its beginning and end tell. */
export function markupLanguage(text: string): 'XML' | 'HTML' | undefined {
  const start = text.trimStart();
  if (!text.trimEnd().endsWith('>')) return undefined;
  if (/^<!doctype html|^<html[\s>]/i.test(start)) return 'HTML';
  return /^<\?xml\s|^<!--|^<[A-Za-z_][^<>]*>/.test(start) ? 'XML' : undefined;
}

/**
 * Lays XML or HTML out by one element a line. Every tag and text is copied from the source; only white space between them is
 * put in, and white space at the ends of texts left out. What is not well-formed is laid out as far as it goes.
 */
export function layOutMarkup(source: string): readonly MarkupPart[] {
  const parts: MarkupPart[] = [];
  let depth = 0;
  let inline = false;
  const line = (): void => {
    if (parts.length > 0) parts.push({ kind: 'space', text: `\n${'  '.repeat(Math.min(depth, MAX_INDENT_LEVELS))}` });
  };
  const tokens = [...source.matchAll(TOKEN)].map(([token]) => token).filter((token) => token.trim() !== '');
  for (const [i, token] of tokens.entries()) {
    const ends = /^<\/[A-Za-z_]/.test(token);
    if (ends) {
      depth = Math.max(0, depth - 1);
      if (!inline) line();
      inline = false;
      parts.push(...tagParts(token));
    } else if (token.startsWith('<!--') || token.startsWith('<![CDATA[')) {
      line();
      parts.push({ kind: token.startsWith('<!--') ? 'comment' : 'text', text: token });
    } else if (/^<[!?]?[A-Za-z_]/.test(token)) {
      line();
      parts.push(...tagParts(token));
      const name = /^<([^\s/>]+)/.exec(token)?.[1]?.toLowerCase() ?? '';
      if (!/^<[!?]|\/>$/.test(token) && !VOID.has(name)) {
        depth += 1;
        // A text alone in its element stays on the element's line.
        const [content, end] = [tokens[i + 1], tokens[i + 2]];
        inline =
          content?.startsWith('</') === true || (content?.startsWith('<') === false && end?.startsWith('</') === true);
      }
    } else {
      if (!inline) line();
      parts.push({ kind: 'text', text: token.trim() });
    }
  }
  return parts;
}

function tagParts(token: string): MarkupPart[] {
  const parts: MarkupPart[] = [];
  const head = /^<[!?/]?[^\s/>]+/.exec(token)?.[0] ?? token;
  parts.push({ kind: 'name', text: head });
  for (const [whole, name, value] of token
    .slice(head.length)
    .matchAll(/([^\s=/>"']+)|("[^"]*"|'[^']*')|[\s=/>?]+|["']/g)) {
    parts.push({ kind: value !== undefined ? 'value' : name !== undefined ? 'attribute' : 'tag', text: whole });
  }
  return parts;
}
