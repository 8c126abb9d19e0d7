// Fields that differ from run to run, known by their names or by the look of their values. A guess, made to err on the
// side of leaving out: what is not expected cannot break a replay.
import { isArray, isObject } from './json.ts';
import type { Json } from './sequence.ts';

/** The last word of a name such as `created_at`, `requestId` or `session-token`. */
const volatileWords = new Set([
  ...['id', 'ids', 'uid', 'uuid', 'guid', 'sid', 'session', 'token', 'nonce', 'salt', 'challenge', 'random', 'cookie'],
  ...[
    'ts',
    'time',
    'timestamp',
    'date',
    'datetime',
    'at',
    'now',
    'expires',
    'expiry',
    'created',
    'updated',
    'modified',
  ],
  ...['seq', 'sequence', 'counter', 'offset', 'cursor', 'tick', 'age', 'uptime', 'elapsed', 'duration', 'latency'],
  ...['etag', 'hash', 'digest', 'checksum', 'signature', 'sig', 'jwt'],
]);

const uuid = '[\\da-f]{8}-(?:[\\da-f]{4}-){3}[\\da-f]{12}';
const dateTime = '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?';

const volatileTexts = [
  new RegExp(`^${uuid}$`, 'i'),
  new RegExp(`^${dateTime}$`),
  // A date as HTTP writes it (RFC 9110 §5.6.7).
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/,
  // A JSON Web Token (RFC 7519 §3).
  /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/,
  /^[\da-f]{16,}$/i,
  // Base64 of something random has digits and both cases.
  /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w+/-]{20,}={0,2}$/,
];

/** Whether this field's value is probably another one in the next run. */
export function looksVolatile(name: string, value: Json): boolean {
  if (typeof value === 'number') return isVolatileName(name) || isEpoch(value);
  if (typeof value !== 'string') return false;
  return isVolatileName(name) || volatileTexts.some((pattern) => pattern.test(value));
}

function isVolatileName(name: string): boolean {
  const words = name.replace(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return volatileWords.has(words.split(/[^a-z\d]+/).findLast((word) => word !== '') ?? '');
}

/** Seconds or milliseconds since 1970, for a time between 2001 and 2049. */
function isEpoch(value: number): boolean {
  return (value >= 1e9 && value <= 2.5e9) || (value >= 1e12 && value <= 2.5e12);
}

/** A UUID, a time, or a long number inside a text. */
const volatilePiece = new RegExp(`${uuid}|${dateTime}|\\d{7,}`, 'gi');

/** The text cut into what stays and what probably differs: odd places of the list differ. Of length 1 when nothing does. */
export function splitVolatile(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const found of text.matchAll(volatilePiece)) {
    pieces.push(text.slice(from, found.index), found[0]);
    from = found.index + found[0].length;
  }
  return [...pieces, text.slice(from)];
}

/** What the client sent so far: a server that says it back will say it back again. */
export class SentValues {
  readonly #anywhere = new Set<string>();
  readonly #underName = new Set<string>();
  #text = '';

  addJson(json: Json, name = ''): void {
    if (isArray(json)) for (const one of json) this.addJson(one, name);
    else if (isObject(json)) for (const [key, one] of Object.entries(json)) this.addJson(one, key);
    else {
      this.#underName.add(JSON.stringify([name, json]));
      // A short text or number comes up by chance.
      if (typeof json === 'string' && json.length >= 4) this.#anywhere.add(json);
    }
  }

  addText(text: string): void {
    if (this.#text.length + text.length < 1_000_000) this.#text += `${text}\n`;
  }

  has(name: string, value: string | number): boolean {
    if (this.#underName.has(JSON.stringify([name, value]))) return true;
    if (typeof value === 'string' && this.#anywhere.has(value)) return true;
    return String(value).length >= 4 && this.#text.includes(String(value));
  }
}
