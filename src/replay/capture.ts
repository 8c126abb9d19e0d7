import { parseJson } from './json.ts';
import { parseJsonPath, valueAt } from '../base/jsonPath.ts';
import type { ServerMessage } from './replayConnection.ts';
import type { Json } from './sequence.ts';

export type Captured = readonly [name: string, value: Json];

export type CaptureResult =
  | { readonly ok: true; readonly values: readonly Captured[] }
  /** `problem` reads after a colon. */
  | { readonly ok: false; readonly problem: string };

/** Takes the named values out of a message: by JSONPath from its JSON, by number or name from a regex's groups. */
export function captureValues(
  capture: Readonly<Record<string, string>>,
  message: ServerMessage,
  groups: RegExpExecArray | undefined,
): CaptureResult {
  const wanted = Object.entries(capture);
  const values: Captured[] = [];
  if (wanted.length === 0) return { ok: true, values };
  const json = message.opcode === 1 ? parseJson(new TextDecoder().decode(message.bytes)) : undefined;
  for (const [name, from] of wanted) {
    const found = from.startsWith('$') ? fromJson(from, json) : fromGroups(from, groups);
    if (typeof found === 'string') return { ok: false, problem: `"${name}" cannot be captured, because ${found}` };
    values.push([name, found.value]);
  }
  return { ok: true, values };
}

type Found = { readonly value: Json } | string;

function fromJson(text: string, json: { readonly json: Json } | undefined): Found {
  const parsed = parseJsonPath(text);
  if (!parsed.ok) return parsed.message.replace(/\.$/, '');
  if (json === undefined) return `the message is no JSON, so nothing is at ${text}`;
  return valueAt(json.json, parsed.path) ?? `nothing is at ${text} in the message`;
}

function fromGroups(group: string, groups: RegExpExecArray | undefined): Found {
  const value = /^\d+$/.test(group) ? groups?.[Number(group)] : groups?.groups?.[group];
  return value === undefined ? `the group "${group}" of the regex holds nothing` : { value };
}
