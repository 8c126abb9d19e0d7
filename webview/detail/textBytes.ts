/** A place in the page. */
export interface Point {
  readonly node: Node;
  readonly offset: number;
}

/** Marks a byte that is no UTF-8: its text is one character, and it stands for one byte. */
const isInvalidByte = (node: Text): boolean => node.parentElement?.closest('.invalid') instanceof Element;

const encoder = new TextEncoder();
const byteLength = (text: string): number => encoder.encode(text).length;

/** Bytes of the payload that stand before a place in `content`, which shows text by `spanNodes`. */
export function bytesBefore(content: Node, node: Node, offset: number): number {
  const limit = document.createRange();
  limit.setStart(content, 0);
  limit.setEnd(node, offset);
  let bytes = 0;
  for (const text of textNodes(content)) {
    if (text === node) return bytes + (isInvalidByte(text) ? offset : byteLength(text.data.slice(0, offset)));
    if (limit.comparePoint(text, 0) > 0) break;
    bytes += isInvalidByte(text) ? 1 : byteLength(text.data);
  }
  return bytes;
}

/** The place in `content` after that many bytes of the payload; its end when there are fewer. */
export function pointAt(content: Node, bytes: number): Point {
  let left = bytes;
  for (const text of textNodes(content)) {
    const length = isInvalidByte(text) ? 1 : byteLength(text.data);
    if (left < length) return { node: text, offset: isInvalidByte(text) ? 0 : characterAt(text.data, left) };
    left -= length;
  }
  return { node: content, offset: content.childNodes.length };
}

function characterAt(text: string, bytes: number): number {
  let at = 0;
  let left = bytes;
  for (const character of text) {
    const length = byteLength(character);
    if (left < length) break;
    left -= length;
    at += character.length;
  }
  return at;
}

function* textNodes(content: Node): Generator<Text> {
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) yield node as Text;
}
