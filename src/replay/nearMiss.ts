// A failed expectation as two texts for an editor that compares them line by line.
import { formatHex, parseHex } from '../base/hex.ts';
import { isArray, isObject, parseJson } from './json.ts';
import type { ServerMessage } from './replayConnection.ts';
import type { Json, Matcher } from './sequence.ts';

/** Longer texts are no help to whoever reads a difference. */
const longest = 100_000;

export interface MissTexts {
  readonly expected: string;
  readonly actual: string;
}

/** `message` is the nearest that came; undefined when none did. The matcher's variables are filled in. */
export function missTexts(matcher: Matcher, message: ServerMessage | undefined): MissTexts {
  const actual = message === undefined ? undefined : messageText(message);
  const json = actual === undefined ? undefined : parseJson(actual)?.json;
  const shown = json === undefined ? (actual ?? '') : pretty(json);
  return { expected: cut(expectedText(matcher, json)), actual: cut(shown) };
}

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

function expectedText(matcher: Matcher, actual: Json | undefined): string {
  switch (matcher.by) {
    case 'json':
      return pretty(actual === undefined ? matcher.json : overlay(matcher.json, actual));
    case 'text': {
      const json = actual === undefined ? undefined : parseJson(matcher.text)?.json;
      return json === undefined ? matcher.text : pretty(json);
    }
    case 'regex':
      return `/${matcher.regex}/`;
    case 'hex': {
      const parsed = parseHex(matcher.hex);
      return parsed.ok ? formatHex(parsed.bytes) : matcher.hex;
    }
    case 'opcode':
      return `a ${matcher.opcode} message`;
    case 'schema':
      return pretty(matcher.schema);
    case 'jsonpath':
      return 'path' in matcher ? `something at ${matcher.path}` : pretty(matcher.conditions as Json);
  }
}

/** What came, with all that was expected put in its place: only what differs will differ. */
function overlay(expected: Json, actual: Json): Json {
  if (isArray(expected) && isArray(actual)) {
    return expected.map((one, index) => overlay(one, actual[index] ?? one));
  }
  if (!isObject(expected) || !isObject(actual)) return expected;
  const merged = new Map<string, Json>(Object.entries(actual));
  for (const [key, value] of Object.entries(expected)) merged.set(key, overlay(value, merged.get(key) ?? value));
  return Object.fromEntries(merged);
}

function messageText({ opcode, bytes }: ServerMessage): string {
  return opcode === 1 ? new TextDecoder().decode(bytes) : formatHex(bytes);
}

function pretty(json: Json): string {
  return JSON.stringify(json, null, 2);
}
