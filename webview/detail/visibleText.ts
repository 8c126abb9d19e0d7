import { el } from '../dom.ts';
import type { Utf8Span } from './utf8Spans.ts';

// Control characters but tab and line feed; those that turn the direction of text; those that cannot be seen at all. A joiner
// inside an emoji can be seen by what it joins.
const UNSEEN =
  /[^\P{Cc}\t\n]|[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d/gu;

const C0 =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );
const NAMES: Readonly<Record<number, string>> = {
  0x7f: 'DEL',
  0xad: 'SHY',
  0x61c: 'ALM',
  0x200b: 'ZWSP',
  0x200c: 'ZWNJ',
  0x200d: 'ZWJ',
  0x200e: 'LRM',
  0x200f: 'RLM',
  0x2028: 'LS',
  0x2029: 'PS',
  0x202a: 'LRE',
  0x202b: 'RLE',
  0x202c: 'PDF',
  0x202d: 'LRO',
  0x202e: 'RLO',
  0x2060: 'WJ',
  0x2066: 'LRI',
  0x2067: 'RLI',
  0x2068: 'FSI',
  0x2069: 'PDI',
  0xfeff: 'BOM',
};

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** A short name for a character that cannot be seen: `NUL`, `RLO`, or `U+E0041`. */
export function unseenName(code: number): string {
  return C0[code] ?? NAMES[code] ?? `U+${hex(code, 4)}`;
}

/** Text as nodes in which nothing hides: the nodes' own text is exactly the given text, the markers are drawn beside it. */
export function visibleNodes(text: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const match of text.matchAll(UNSEEN)) {
    if (match.index > at) nodes.push(document.createTextNode(text.slice(at, match.index)));
    nodes.push(unseenMark(match[0]));
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

/** The same for text in which the ends of lines count, byte by byte, as those of an HTTP head do: a line feed is marked, too. */
export function wireNodes(text: string): Node[] {
  return text
    .split('\n')
    .flatMap((line, i) => (i === 0 ? visibleNodes(line) : [unseenMark('\n'), ...visibleNodes(line)]));
}

function unseenMark(character: string): HTMLElement {
  const code = character.codePointAt(0) ?? 0;
  const name = unseenName(code);
  const place = `U+${hex(code, 4)}`;
  const title = name === place ? place : `${name}, ${place}`;
  return el(
    'span',
    { class: 'unseen', 'data-name': name, title },
    el('span', { class: 'unseen-character' }, character),
  );
}

/** Bytes that are no UTF-8: one replacement character a byte as text, the byte itself as the marker. */
function invalidMarks(bytes: Uint8Array): HTMLElement[] {
  return Array.from(bytes, (byte) =>
    el(
      'span',
      { class: 'unseen invalid', 'data-name': hex(byte, 2), title: `Byte ${hex(byte, 2)} is not UTF-8 here` },
      el('span', { class: 'unseen-character' }, '\ufffd'),
    ),
  );
}

export function spanNodes(spans: readonly Utf8Span[]): Node[] {
  return spans.flatMap((span) => (span.kind === 'text' ? visibleNodes(span.text) : invalidMarks(span.bytes)));
}
