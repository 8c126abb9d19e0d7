import { formatHex } from '../base/hex.ts';
import { readClosePayload } from '../protocol/closeFrame.ts';

/** Characters of text shown in a row. */
const MAX_CHARACTERS = 200;
/** Bytes that certainly hold that many characters: UTF-8 takes at most four each. */
export const PREVIEW_TEXT_BYTES = MAX_CHARACTERS * 4 + 4;
export const PREVIEW_HEX_BYTES = 48;

export interface Preview {
  readonly text: string;
  /** It does not show the whole payload. */
  readonly cut: boolean;
}

/** The first characters in one line. `bytes` are the payload's first ones, of `total`. */
export function previewText(bytes: Uint8Array, total: number): Preview {
  const more = total > bytes.length;
  const characters = Array.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: more }));
  const cut = more || characters.length > MAX_CHARACTERS;
  return { text: makeVisible(characters.slice(0, MAX_CHARACTERS).join('')), cut };
}

/** Two digits a byte. `bytes` are the payload's first ones, of `total`. */
export function previewHex(bytes: Uint8Array, total: number): Preview {
  const shown = bytes.subarray(0, PREVIEW_HEX_BYTES);
  return { text: formatHex(shown), cut: total > shown.length };
}

/** `1000 "reason"`; hex when the payload is too short to hold a code (RFC 6455 §5.5.1). */
export function previewClose(payload: Uint8Array, total: number): Preview {
  const { code, reason } = readClosePayload(payload);
  if (code === undefined) return previewHex(payload, total);
  const characters = Array.from(reason);
  const shown = makeVisible(characters.slice(0, MAX_CHARACTERS).join(''));
  return {
    text: reason === '' ? String(code) : `${code} "${shown}"`,
    cut: total > payload.length || characters.length > MAX_CHARACTERS,
  };
}

/** Ping and Pong carry any bytes (RFC 6455 §5.5.2): text when it reads as such, else hex. */
export function previewPing(payload: Uint8Array, total: number): Preview {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(payload);
  const readable = !/[\p{Cc}\uFFFD]/u.test(text);
  return readable ? previewText(payload, total) : previewHex(payload, total);
}

/** Controls, line separators, and format characters, which turn the reading direction or cannot be seen at all. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** A zero-width joiner between two pictographs makes one emoji of them and hides nothing. */
const BEFORE_JOINER = /\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?$/u;
const AFTER_JOINER = /^\p{Extended_Pictographic}/u;
const JOINER = 0x200d;

/**
 * The text in one line with nothing in it that hides: control characters as the pictures of U+2400–2421, others by their
 * number. A message cannot make its row look like another one.
 */
export function makeVisible(text: string): string {
  return text.replace(HIDDEN, (character, offset: number) => {
    const code = character.codePointAt(0) ?? 0;
    if (code === JOINER && joinsPictographs(text, offset)) return character;
    if (code === 0x0a) return '\u2424';
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

const joinsPictographs = (text: string, offset: number): boolean =>
  BEFORE_JOINER.test(text.slice(Math.max(0, offset - 4), offset)) &&
  AFTER_JOINER.test(text.slice(offset + 1, offset + 3));
