/**
 * How many bytes the well-formed UTF-8 sequence at `at` has (RFC 3629 §4): 1–4; 0 when the byte there begins none; -1 when the
 * bytes end inside it.
 */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i];
    if (next === undefined) return -1;
    const [low, high] = i === 1 ? secondByteRange(lead) : [0x80, 0xbf];
    if (next < low || next > high) return 0;
  }
  return length;
}

/** Keeps out overlong forms, surrogates and what is beyond U+10FFFF. */
function secondByteRange(lead: number): readonly [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

export type Utf8Span =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'invalid'; readonly bytes: Uint8Array };

export interface Utf8Read {
  readonly spans: readonly Utf8Span[];
  /** Bytes read: less than given when the end may be the beginning of a character that goes on. */
  readonly read: number;
}

/** Reads bytes as UTF-8 without losing any: what is no UTF-8 stays as bytes. `last`: no byte will follow. */
export function readUtf8(bytes: Uint8Array, last: boolean): Utf8Read {
  const spans: Utf8Span[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    let length = sequenceLength(bytes, at);
    while (length > 0 && at < bytes.length) {
      at += length;
      length = at < bytes.length ? sequenceLength(bytes, at) : 0;
    }
    if (at > start) {
      // A byte order mark is part of the text: it is kept, and shown.
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start, at));
      spans.push({ kind: 'text', text });
      continue;
    }
    if (length < 0 && !last) break;
    while (at < bytes.length && sequenceLength(bytes, at) === 0) at += 1;
    if (at === start) at = bytes.length;
    spans.push({ kind: 'invalid', bytes: bytes.subarray(start, at) });
  }
  return { spans, read: at };
}

/** `at`, or where the next character begins when `at` is inside of one. */
export function characterStart(bytes: Uint8Array, at: number): number {
  for (let back = 1; back <= 3 && back <= at; back++) {
    const length = sequenceLength(bytes, at - back);
    if (length > back) return at - back + length;
    if (length > 0) return at;
  }
  return at;
}
