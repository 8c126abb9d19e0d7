import { isUtf8 } from 'node:buffer';
import type { ByteSpan } from './filterResults.ts';
import { MAX_TEXT_BYTES, textOf } from './heldPayload.ts';
import type { FilterProgram } from './program.ts';
import { finishes } from './watched.ts';

/** More are of no use to a reader. */
const MAX_SPANS = 1000;
const ALLOWED_MS = 500;

/**
 * Where words, bytes and regular expressions that a filter asks for stand in a payload: rising, none overlapping another. What it
 * asks not to be there, and what has no place of its own, such as a close code or a value in JSON, is left out.
 */
export function spansIn(program: FilterProgram, payload: Uint8Array): ByteSpan[] {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
  const spans: ByteSpan[] = [];
  for (const { needle, regex } of program.shown) {
    if (needle !== undefined) {
      const { length } = needle.bytes;
      for (const offset of needle.placesIn(bytes, MAX_SPANS)) spans.push({ offset, length });
    } else if (regex !== undefined && bytes.length <= MAX_TEXT_BYTES) {
      spans.push(...regexSpans(regex, bytes));
    }
  }
  return withoutOverlaps(spans);
}

function regexSpans(regex: RegExp, bytes: Buffer): ByteSpan[] {
  const text = textOf(bytes);
  const found: { readonly index: number; readonly text: string }[] = [];
  const search = (): void => {
    for (const match of text.matchAll(new RegExp(regex.source, `${regex.flags}g`))) {
      if (match[0] !== '') found.push({ index: match.index, text: match[0] });
      if (found.length >= MAX_SPANS) return;
    }
  };
  // What was found until then is right all the same.
  finishes(search, ALLOWED_MS);
  const lengthOf = isUtf8(bytes) ? (part: string) => Buffer.byteLength(part) : (part: string) => part.length;
  let at = { index: 0, offset: 0 };
  return found.map((match) => {
    const offset = at.offset + lengthOf(text.slice(at.index, match.index));
    at = { index: match.index, offset };
    return { offset, length: lengthOf(match.text) };
  });
}

function withoutOverlaps(spans: readonly ByteSpan[]): ByteSpan[] {
  const kept: ByteSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.offset - b.offset || b.length - a.length)) {
    const last = kept.at(-1);
    if (last === undefined || span.offset >= last.offset + last.length) kept.push(span);
    if (kept.length >= MAX_SPANS) break;
  }
  return kept;
}
