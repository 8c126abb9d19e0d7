import { formatHex } from '../base/hex.ts';
import type { ServerMessage } from './replayConnection.ts';
import type { Json } from './sequence.ts';

const controls = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** At most `most` characters of a text on one line, cut between characters, an ellipsis where something is left out. */
export function cutText(text: string, most = 120): string {
  let cut = text.length > most ? text.slice(0, most - 1) : text;
  // Half of a surrogate pair is no character.
  if (cut.length < text.length && /[\ud800-\udbff]$/.test(cut)) cut = cut.slice(0, -1);
  const shown = cut.replace(
    /\p{Cc}/gu,
    (one) => controls.get(one) ?? `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return cut.length < text.length ? `${shown}…` : shown;
}

/** A JSON value in a sentence. */
export function quoteJson(json: Json, most = 60): string {
  return cutText(JSON.stringify(json), most);
}

/** A message in a few words: its text, or its length and first bytes. */
export function excerptOf(message: ServerMessage): string {
  const { opcode, bytes } = message;
  if (opcode === 1) return cutText(new TextDecoder().decode(bytes.subarray(0, 1_000)), 120);
  const first = formatHex(bytes.subarray(0, 16));
  const length = bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`;
  return `binary, ${length}${first === '' ? '' : `: ${first}${bytes.length > 16 ? ' …' : ''}`}`;
}
