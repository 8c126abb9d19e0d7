/** Text that has one character a byte, read as the UTF-8 that it is; as it stands when it is none, or no such text at all. */
export function readUtf8(latin1: string): string {
  const bytes = Uint8Array.from(latin1, (character) => character.charCodeAt(0));
  if (bytes.some((byte, at) => byte !== latin1.charCodeAt(at))) return latin1;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: the Latin-1 of older servers is the best guess.
    return latin1;
  }
}

/** The text as it would cross the wire in UTF-8, with one character a byte. */
export function utf8AsLatin1(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}
