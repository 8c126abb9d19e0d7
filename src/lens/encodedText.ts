import { imageKind } from './image.ts';
import { compressionOf } from './compression.ts';
import { utf8Text } from './byteReader.ts';

/** Something inside a text. `scheme` says in which form it stood there. */
export type Encoded =
  | { readonly scheme: 'base64' | 'base64url' | 'data URL'; readonly bytes: Uint8Array }
  | { readonly scheme: 'percent-encoding'; readonly text: string };

/** Shorter texts are too often a word that happens to have these letters. */
const MIN_BASE64 = 16;
/** A text above this is no value that somebody encoded by hand. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** What a text carries in another form; undefined when it is just text. A word of base64's letters counts only when sense comes out. */
export function encodedText(text: string): Encoded | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_CHARACTERS) return undefined;
  const dataUrl = /^data:[^,;]*(?:;[^,;]*)*;base64,/i.exec(trimmed);
  if (dataUrl !== null) {
    const bytes = fromBase64(trimmed.slice(dataUrl[0].length));
    return bytes === undefined ? undefined : { scheme: 'data URL', bytes };
  }
  if (/%[0-9A-Fa-f]{2}/.test(trimmed) && !/\s/.test(trimmed)) {
    const decoded = fromPercent(trimmed);
    if (decoded !== undefined) return { scheme: 'percent-encoding', text: decoded };
  }
  if (trimmed.length < MIN_BASE64 || /[^A-Za-z0-9+/_=\-\r\n]/.test(trimmed)) return undefined;
  const bytes = fromBase64(trimmed);
  if (bytes === undefined || !makesSense(bytes)) return undefined;
  return { scheme: /[-_]/.test(trimmed) ? 'base64url' : 'base64', bytes };
}

/** RFC 4648 §4 and §5, with or without padding, line breaks left out; undefined when it is neither. */
export function fromBase64(text: string): Uint8Array | undefined {
  const letters = text.replace(/[\r\n]/g, '');
  const bare = letters.replace(/=+$/, '');
  const classic = /^[A-Za-z0-9+/]+$/.test(bare);
  if (bare.length % 4 === 1 || (!classic && !/^[A-Za-z0-9_-]+$/.test(bare))) return undefined;
  if (letters.length !== bare.length && letters.length % 4 !== 0) return undefined;
  const binary = atob(bare.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function fromPercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // Percent signs that begin no UTF-8: then it is no such encoding.
    return undefined;
  }
}

function makesSense(bytes: Uint8Array): boolean {
  if (compressionOf(bytes) !== undefined || imageKind(bytes) !== undefined) return true;
  const text = utf8Text(bytes);
  return text !== undefined && !/[^\P{Cc}\t\r\n]/u.test(text);
}
