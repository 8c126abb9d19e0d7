import { isArray, isObject, parseJson } from './json.ts';
import type { Json } from './sequence.ts';
import { splitVolatile } from './volatile.ts';

/** A whole message as it was captured: opcode 1 or 2, payload unmasked and inflated; other opcodes are passed over. */
export interface RecordedMessage {
  readonly from: 'client' | 'server';
  readonly opcode: number;
  readonly bytes: Uint8Array;
  /** Milliseconds since any fixed moment. */
  readonly atMs: number;
  /** Some of its bytes were a secret, and are stars. */
  readonly starred?: boolean;
}

type Content =
  /** A JSON object or list; `exact` when writing it again gives the same bytes. */
  | { readonly kind: 'json'; readonly json: Json; readonly text: string; readonly exact: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' }
  /** Called text, but not valid UTF-8. */
  | { readonly kind: 'malformed' };

export interface Item {
  readonly from: 'client' | 'server';
  readonly atMs: number;
  readonly bytes: Uint8Array;
  readonly starred: boolean;
  readonly content: Content;
  /** Equal for messages of one kind, such as all ticks of a clock. */
  readonly shape: string;
}

/** Names whose value tells one kind of message from another. */
const discriminators = new Set(['type', 'op', 'event', 'kind', 'action', 'method', 'cmd', 'command', 'channel', 't']);

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readItem({ from, opcode, bytes, atMs, starred = false }: RecordedMessage): Item {
  const content = readContent(opcode, bytes);
  return { from, atMs, bytes, starred, content, shape: shapeOf(content) };
}

/** Larger messages of the server are awaited by their type alone, to keep the file readable. */
const longestText = 16_384;
const longestBinary = 256;

/** Any message of its opcode is as good: the text is too long for a file, or the bytes, or some of them are not known. */
export function isAwaitedByOpcode({ content, bytes, starred }: Item): boolean {
  if (content.kind === 'binary') return starred || bytes.length > longestBinary;
  return content.kind === 'malformed' || content.text.length > longestText;
}

function readContent(opcode: number, bytes: Uint8Array): Content {
  if (opcode !== 1) return { kind: 'binary' };
  let text;
  try {
    text = decoder.decode(bytes);
  } catch {
    // A finding, not a failure: a client may send text that is no UTF-8 on purpose.
    return { kind: 'malformed' };
  }
  const json = parseJson(text)?.json;
  if (json === undefined || typeof json !== 'object' || json === null) return { kind: 'text', text };
  return { kind: 'json', json, text, exact: JSON.stringify(json) === text };
}

/** The same for a message that is at hand in parts; `json` is undefined when it is none. */
export function shapeOfMessage(opcode: number, json: Json | undefined, text: string): string {
  if (opcode !== 1) return 'binary';
  return json !== undefined && typeof json === 'object' && json !== null
    ? jsonShape(json)
    : shapeOf({ kind: 'text', text });
}

function shapeOf(content: Content): string {
  switch (content.kind) {
    case 'json':
      return jsonShape(content.json);
    case 'text':
      return splitVolatile(content.text)
        .map((piece, index) => (index % 2 === 1 ? '#' : piece.replace(/\d+/g, '#')))
        .join('');
    case 'binary':
    case 'malformed':
      return content.kind;
  }
}

function jsonShape(json: Json): string {
  if (isArray(json)) return `[${typeof json[0] === 'string' ? json[0] : typeof json[0]}`;
  if (!isObject(json)) return typeof json;
  const names = Object.entries(json).map(([key, value]) =>
    discriminators.has(key) && typeof value === 'string' ? `${key}=${value}` : key,
  );
  return `{${names.sort().join(',')}`;
}
