/** What a payload is to an editor: decides the document's language, and whether it is text at all. */
export type PayloadKind = 'json' | 'xml' | 'html' | 'text' | 'binary';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** By the bytes alone. Bytes that are no UTF-8, or hold NUL, are binary whatever the opcode says. */
export function payloadKind(bytes: Uint8Array): PayloadKind {
  let text;
  try {
    text = strict.decode(bytes);
  } catch {
    // Not UTF-8: that is the answer.
    return 'binary';
  }
  if (text.includes('\0')) return 'binary';
  const start = text.trimStart();
  if (/^[{[]/.test(start) && isJson(text)) return 'json';
  if (/^<!doctype html|^<html[\s>]/i.test(start)) return 'html';
  if (/^<\?xml\s|^<[A-Za-z_][^<>]*>/.test(start) && text.trimEnd().endsWith('>')) return 'xml';
  return 'text';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const EXTENSIONS: Readonly<Record<PayloadKind, string>> = {
  json: 'json',
  xml: 'xml',
  html: 'html',
  text: 'txt',
  binary: 'bin',
};
export const extensionOf = (kind: PayloadKind): string => EXTENSIONS[kind];

/** 16 bytes a line: offset, hexadecimal, ASCII. What an editor, or its comparison, can show of bytes. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const line = bytes.subarray(at, at + 16);
    const pairs = Array.from(line, (byte) => byte.toString(16).padStart(2, '0'));
    const hex = `${pairs.slice(0, 8).join(' ')}  ${pairs.slice(8).join(' ')}`.padEnd(48);
    const ascii = String.fromCharCode(...line.map((byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e)));
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex}  ${ascii}\n`);
  }
  return lines.join('');
}
