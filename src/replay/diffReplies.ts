// What a server said this time against what it said when the sequence was recorded: replies are aligned in their order by what kind of
// message they are, then compared value by value.
import { formatJsonPath, type JsonPath } from '../base/jsonPath.ts';
import { formatHex } from '../base/hex.ts';
import { cutText, quoteJson } from './excerpt.ts';
import { isArray, isObject, parseJson } from './json.ts';
import { compileQueryPaths } from './jsonQuery.ts';
import { shapeOfMessage } from './recordedMessage.ts';
import type { ServerMessage } from './replayConnection.ts';
import type { CompareRules, Difference, Json, RecordedReply } from './sequence.ts';

/** A reply of this run. */
export interface Reply extends ServerMessage {
  /** Milliseconds after the first message of the run. */
  readonly at: number;
}

/** Aligning takes as many steps as the product of the two; beyond this the rest is only counted off in order. */
const longestAligned = 2_000;
const mostDifferences = 200;

export function diffReplies(
  recorded: readonly RecordedReply[],
  replies: readonly Reply[],
  rules: CompareRules = { ignore: [] },
): readonly Difference[] {
  const [before, after] = [recorded.map(recordedItem), replies.map(replyItem)];
  const pairs = align(before, after);
  const matchedBefore = new Set(pairs.map(([one]) => one));
  const matchedAfter = new Set(pairs.map(([, other]) => other));
  const missing = before.flatMap((_, i) => (matchedBefore.has(i) ? [] : [i]));
  const extra = after.flatMap((_, i) => (matchedAfter.has(i) ? [] : [i]));
  const differences: Difference[] = [];
  for (const one of missing) {
    const item = before[one];
    if (item === undefined) continue;
    const moved = extra.findIndex((other) => after[other]?.shape === item.shape);
    const [reply] = moved < 0 ? [] : extra.splice(moved, 1);
    if (reply === undefined) differences.push({ kind: 'missing', recorded: one, text: item.text });
    else {
      differences.push({ kind: 'reordered', recorded: one, reply, text: item.text });
      pairs.push([one, reply]);
    }
  }
  for (const reply of extra) differences.push({ kind: 'extra', reply, text: after[reply]?.text ?? '' });
  for (const [one, other] of pairs) {
    const [was, is] = [before[one], after[other]];
    if (was === undefined || is === undefined) continue;
    for (const change of changes(was, is, rules.ignore)) {
      differences.push({ kind: 'changed', recorded: one, reply: other, ...change });
    }
    const laterMs = is.at - was.at;
    if (rules.timing !== undefined && Math.abs(laterMs) > rules.timing) {
      differences.push({ kind: 'timing', recorded: one, reply: other, laterMs: Math.round(laterMs) });
    }
  }
  return differences.slice(0, mostDifferences);
}

interface Item {
  readonly at: number;
  readonly shape: string;
  readonly json: Json | undefined;
  /** The whole message on one line, cut. */
  readonly text: string;
  /** The whole message. */
  readonly whole: string;
}

function recordedItem(reply: RecordedReply): Item {
  switch (reply.as) {
    case 'json':
      return itemOf(reply.at, 1, JSON.stringify(reply.json));
    case 'text':
      return itemOf(reply.at, 1, reply.text);
    case 'hex':
      return itemOf(reply.at, 2, reply.hex.replace(/\s+/g, ' ').trim().toLowerCase());
  }
}

function replyItem({ opcode, bytes, at }: Reply): Item {
  return itemOf(at, opcode, opcode === 1 ? new TextDecoder().decode(bytes) : formatHex(bytes));
}

function itemOf(at: number, opcode: number, whole: string): Item {
  const json = opcode === 1 ? parseJson(whole)?.json : undefined;
  const shape = shapeOfMessage(opcode, json, whole);
  return { at, shape, json, text: cutText(whole, 120), whole };
}

type Pair = [recorded: number, reply: number];

/** The longest common run of kinds, in order. */
function align(before: readonly Item[], after: readonly Item[]): Pair[] {
  const [rows, columns] = [Math.min(before.length, longestAligned), Math.min(after.length, longestAligned)];
  const lengths = new Uint16Array((rows + 1) * (columns + 1));
  const at = (row: number, column: number): number => lengths[row * (columns + 1) + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const same = before[row]?.shape === after[column]?.shape;
      lengths[row * (columns + 1) + column] = same
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let row = 0, column = 0; row < rows && column < columns;) {
    if (before[row]?.shape === after[column]?.shape) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  for (let more = longestAligned; more < before.length && more < after.length; more += 1) pairs.push([more, more]);
  return pairs;
}

interface Change {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

function changes(was: Item, is: Item, ignore: readonly string[]): readonly Change[] {
  if (was.json === undefined || is.json === undefined) {
    if (was.whole === is.whole || ignore.includes('$')) return [];
    return [{ path: '$', expected: was.text, actual: is.text }];
  }
  const ignored = new Set(ignore.flatMap((path) => [...pathsIn(path, was.json), ...pathsIn(path, is.json)]));
  const found: Change[] = [];
  compare(was.json, is.json, [], ignored, found);
  return found;
}

function pathsIn(path: string, json: Json | undefined): readonly string[] {
  return json === undefined ? [] : compileQueryPaths(path, json);
}

function compare(
  was: Json | undefined,
  is: Json | undefined,
  path: JsonPath,
  ignored: Set<string>,
  found: Change[],
): void {
  const place = formatJsonPath(path);
  if (ignored.has(place) || found.length >= mostDifferences) return;
  if (was !== undefined && is !== undefined && isArray(was) && isArray(is)) {
    for (let i = 0; i < Math.max(was.length, is.length); i += 1) compare(was[i], is[i], [...path, i], ignored, found);
  } else if (was !== undefined && is !== undefined && isObject(was) && isObject(is)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
      compare(member(was, key), member(is, key), [...path, key], ignored, found);
    }
  } else if (was !== is) {
    found.push({ path: place, expected: shown(was), actual: shown(is) });
  }
}

function member(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

const shown = (json: Json | undefined): string => (json === undefined ? 'nothing' : quoteJson(json, 120));
