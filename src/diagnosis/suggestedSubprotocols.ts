import type { ResponseBody } from '../protocol/responseBody.ts';
import { bodyHints, bodyStart, plainText } from './bodyHints.ts';

/** What names follow: `for example chat.v1`, `one of: mqtt, amqp`, `use mqtt`. */
const introduction = /\b(?:examples?|e\.g\.|such as|like|one of|use|supported|supports|expected|expects)(?!\w)/gi;

/** What may stand between the introduction and the first name. */
const filler = /^(?:[\s:=([{"'`“‘]|(?:the following|these|sec-websocket-protocol|sub-?protocols?)(?![\w.-]))+/i;

/** A name is a token (RFC 6455 §4.1); quotes are not part of it. */
const named = /^["'`“‘]?([\w!#$%&*+.^|~-]{1,100})["'`”’]?/;
const separator = /^\s*(?:,\s*(?:or|and)\b|,|\||\/|\bor\b|\band\b)\s*/i;
const pronouns = new Set(['them', 'these', 'those', 'this', 'it', 'ours', 'yours']);

/** How far a list of names may reach, in characters. */
const REACH = 300;

/** The subprotocols that a refusal names as candidates, in its order, each once; empty when nothing reads like one. */
export function suggestedSubprotocols(body: ResponseBody | undefined): string[] {
  const start = bodyStart(body);
  if (start === undefined) return [];
  const text = bodyHints(body).kind === 'html' ? plainText(start) : start.replace(/\\(["'/])/g, '$1');
  const found = [...text.matchAll(introduction)].flatMap(({ 0: words, index }) => {
    const end = index + words.length;
    return namesAt(text.slice(end, end + REACH));
  });
  return [...new Set(found)];
}

function namesAt(text: string): string[] {
  let rest = text.replace(filler, '');
  const names: string[] = [];
  for (;;) {
    const match = named.exec(rest);
    // A full stop ends the sentence, not the name.
    const name = match?.[1]?.replace(/[.!]+$/, '') ?? '';
    if (match === null || name === '' || pronouns.has(name.toLowerCase())) return names;
    rest = rest.slice(match[0].length);
    // Running text goes on with another word: `one of our servers`.
    if (/^\s+(?!or\b|and\b)\w/i.test(rest) && !/["'`”’.!]$/.test(match[0])) return names;
    names.push(name);
    const between = separator.exec(rest)?.[0];
    if (between === undefined) return names;
    rest = rest.slice(between.length);
  }
}
