import { formatHex } from '../base/hex.ts';
import { formatJsonPath, type JsonPath } from '../base/jsonPath.ts';
import { isSecretName } from '../base/secretNames.ts';
import { isArray, isObject } from './json.ts';
import type { RecordedFields } from './recordedFields.ts';
import type { Item } from './recordedMessage.ts';
import type { CompareRules, Json, RecordedReply } from './sequence.ts';
import { looksVolatile } from './volatile.ts';

/** What stands where a secret was. */
const mask = '•••';
/** More than this is no longer something that one reads in a file, or wants in a repository. */
const mostReplies = 500;
const mostBytes = 256 * 1024;

/** What the server said, to compare runs with, and what of it may differ; undefined when it is too much to keep in a file. */
export function recordedReplies(
  items: readonly Item[],
  fields?: Pick<RecordedFields, 'choice'>,
): { readonly recorded: readonly RecordedReply[]; readonly compare: CompareRules } | undefined {
  const replies = items.filter(({ from, content }) => from === 'server' && content.kind !== 'malformed');
  const bytes = replies.reduce((sum, item) => sum + item.bytes.length, 0);
  if (replies.length === 0 || replies.length > mostReplies || bytes > mostBytes) return undefined;
  const ignore = new Set<string>();
  const first = items[0]?.atMs ?? 0;
  const isKept =
    ({ shape }: Item) =>
    (path: JsonPath): boolean =>
      fields?.choice(shape, path) === 'keep';
  const recorded = replies.map((item): RecordedReply => {
    const at = Math.round(item.atMs - first);
    const { content } = item;
    if (content.kind === 'json')
      return { at, as: 'json', json: withoutSecrets(content.json, [], ignore, isKept(item)) };
    return content.kind === 'text'
      ? { at, as: 'text', text: content.text }
      : { at, as: 'hex', hex: formatHex(item.bytes) };
  });
  return { recorded, compare: { ignore: [...ignore] } };
}

function withoutSecrets(json: Json, path: JsonPath, ignore: Set<string>, isKept: (path: JsonPath) => boolean): Json {
  if (isArray(json)) return json.map((one, index) => withoutSecrets(one, [...path, index], ignore, isKept));
  if (isObject(json)) {
    return Object.fromEntries(
      Object.entries(json).map(([key, one]) => [key, withoutSecrets(one, [...path, key], ignore, isKept)]),
    );
  }
  const field = path.findLast((step) => typeof step === 'string') ?? '';
  const isSecret = typeof json === 'string' && isSecretName(field);
  // One rule for all elements of a list.
  if (isSecret || (looksVolatile(field, json) && !isKept(path)))
    ignore.add(formatJsonPath(path).replace(/\[\d+\]/g, '[*]'));
  return isSecret ? mask : json;
}
