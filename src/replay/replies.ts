// Which of the server's messages a recording should wait for. A message that comes again and again (a clock, a stream)
// or long after the last exchange (someone else's doing) may be absent or come twice next time, so it is not awaited. Unless a reply
// after it looks the same: whoever waits for that one would take this one for it.
import { type JsonObject, isArray, isObject } from './json.ts';
import { type Item, isAwaitedByOpcode } from './recordedMessage.ts';
import type { Json } from './sequence.ts';
import { looksVolatile } from './volatile.ts';

/** A later message of one answer follows the one before within this time. */
const followsWithinMs = 1_000;

export interface Replies {
  /** Positions in the list of items. */
  readonly awaited: ReadonlySet<number>;
  /** Shapes that come again and again. */
  readonly recurring: ReadonlySet<string>;
}

export function findReplies(items: readonly Item[]): Replies {
  const answers = splitAtSends(items);
  const recurring = findRecurring(items, answers);
  const awaited = new Set<number>();
  for (const { sent, positions } of answers) {
    const single = positions.filter((position) => !recurring.has(items[position]?.shape ?? ''));
    // A send that only a stream answers still waits for the stream to begin.
    const candidates = single.length > 0 || !sent ? single : positions.slice(0, 1);
    let previous: number | undefined;
    for (const position of candidates) {
      const { atMs = 0, content } = items[position] ?? {};
      if (content?.kind === 'malformed') continue;
      if (previous !== undefined && atMs - previous > followsWithinMs) break;
      awaited.add(position);
      previous = atMs;
    }
  }
  for (const position of findLookalikes(items, awaited, recurring)) awaited.add(position);
  return { awaited, recurring };
}

/** Messages that nobody awaits, and that would be taken for the reply after them, or for another of these before it. */
function findLookalikes(
  items: readonly Item[],
  awaited: ReadonlySet<number>,
  recurring: ReadonlySet<string>,
): readonly number[] {
  const found: number[] = [];
  let ahead: Item[] = [];
  for (const [position, item] of [...items.entries()].reverse()) {
    if (item.from === 'client' || item.content.kind === 'malformed') continue;
    if (awaited.has(position)) {
      ahead = [item];
    } else if (!recurring.has(item.shape) && ahead.some((reply) => passesFor(item, reply))) {
      found.push(position);
      ahead.push(item);
    }
  }
  return found;
}

/** Whether what is awaited of `reply` may hold for `item` as well; of what differs from run to run, nothing is. */
function passesFor(item: Item, reply: Item): boolean {
  const [one, other] = [item.content, reply.content];
  if ((one.kind === 'binary') !== (other.kind === 'binary')) return false;
  if (isAwaitedByOpcode(reply)) return true;
  if (other.kind === 'json') return one.kind === 'json' && jsonPasses(one.json, other.json, '');
  if (other.kind === 'binary') return Buffer.compare(item.bytes, reply.bytes) === 0;
  return item.shape === reply.shape;
}

function jsonPasses(json: Json | undefined, awaited: Json, field: string): boolean {
  if (json === undefined) return false;
  if (isArray(awaited)) return isArray(json);
  if (isObject(awaited))
    return isObject(json) && Object.entries(awaited).every(([key, one]) => jsonPasses(ownOf(json, key), one, key));
  const mayDiffer = typeof awaited === 'number' || (typeof awaited === 'string' && looksVolatile(field, awaited));
  return mayDiffer || json === awaited;
}

const ownOf = (json: JsonObject, key: string): Json | undefined => (Object.hasOwn(json, key) ? json[key] : undefined);

interface Answer {
  /** False for what came before the first send. */
  readonly sent: boolean;
  readonly positions: number[];
}

function splitAtSends(items: readonly Item[]): readonly Answer[] {
  const answers: Answer[] = [{ sent: false, positions: [] }];
  for (const [position, item] of items.entries()) {
    if (item.from === 'client') answers.push({ sent: true, positions: [] });
    else answers.at(-1)?.positions.push(position);
  }
  return answers;
}

/** A shape that came at least twice more often than once per send. */
function findRecurring(items: readonly Item[], answers: readonly Answer[]): ReadonlySet<string> {
  const extra = new Map<string, number>();
  for (const { positions } of answers) {
    const seen = new Set<string>();
    for (const position of positions) {
      const shape = items[position]?.shape ?? '';
      if (seen.has(shape)) extra.set(shape, (extra.get(shape) ?? 0) + 1);
      seen.add(shape);
    }
  }
  return new Set([...extra].filter(([, count]) => count >= 2).map(([shape]) => shape));
}
