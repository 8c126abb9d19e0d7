// Turns what crossed a connection into a sequence that can be replayed: the client's messages become sends, the server's
// answers become expects, and a value that the server made up and the client sent back becomes a variable.
import { formatHex } from '../base/hex.ts';
import { escapeJson, escapeText } from './interpolate.ts';
import { isArray, isObject } from './json.ts';
import { type JsonPath, formatJsonPath } from '../base/jsonPath.ts';
import { type Item, type RecordedMessage, isAwaitedByOpcode, readItem } from './recordedMessage.ts';
import { RecordedFields } from './recordedFields.ts';
import { RecordedValues, nameAt } from './recordedValues.ts';
import { recordedReplies } from './recordedReplies.ts';
import { escapeRegex } from './regex.ts';
import { findReplies } from './replies.ts';
import type { ExpectStep, Json, Matcher, SendStep, Step } from './sequence.ts';
import { defaultTimeout } from './stepReader.ts';
import { looksVolatile, splitVolatile } from './volatile.ts';
import { writeSequence } from './writeSequence.ts';

export type { RecordedMessage };

/** Where the recording is to be replayed. */
export type RecordingTarget = { readonly url: string } | { readonly profile: string };

export interface RecordedClose {
  /** Undefined when the Close frame had none. */
  readonly code: number | undefined;
  readonly reason: string;
  /** `client`, `server` or `network`. */
  readonly by: string;
}

/** What a recording has besides its steps. */
export interface RecordingExtras {
  /** Each step with its recorded time. */
  readonly times?: boolean;
  /** What the server said, to compare runs with. */
  readonly replies?: boolean;
  /** Secrets that the client sent become `${secret:…}`, named after their fields. */
  readonly secrets?: boolean;
  /** Told of every volatile field, and asked what is to become of it. */
  readonly fields?: RecordedFields;
}

const longestList = 50;

/** The text of a sequence file. `messages` in the order in which they crossed the wire. */
export function recordSequence(
  messages: readonly RecordedMessage[],
  target: RecordingTarget,
  close?: RecordedClose,
  extras: RecordingExtras = {},
): string {
  const items = messages.filter(({ opcode }) => opcode === 1 || opcode === 2).map(readItem);
  const leftOut = items.filter(({ from, content }) => from === 'client' && content.kind === 'malformed').length;
  const starred = items.filter((item) => item.starred).length;
  const recording = new Recording(items, extras);
  const steps = recording.steps();
  const where = 'url' in target ? { url: escapeText(target.url) } : target;
  const replies = extras.replies === true ? recordedReplies(items, extras.fields) : undefined;
  const secrets = recording.secretNames;
  return writeSequence({ ...where, variables: {}, ...replies, steps: [...steps, ...closeSteps(close)] }, [
    'Recorded. What differs from run to run (ids, times, tokens) is left out of what is expected.',
    ...(secrets.length === 0 ? [] : [`Secrets were left out and are asked for when it runs: ${secrets.join(', ')}.`]),
    ...(starred === 0 ? [] : [`${starredMessages(starred)} Bytes cannot name a secret.`]),
    ...(leftOut === 0 ? [] : [`Left out: ${leftOut} text messages of the client that are not valid UTF-8.`]),
  ]);
}

/** What a recording says of binary messages that held secrets. */
export const starredMessages = (count: number): string =>
  `In ${count === 1 ? 'one binary message' : `${count} binary messages`}, 2a (a star) stands for each byte of a kept secret.`;

function closeSteps(close: RecordedClose | undefined): readonly Step[] {
  const code = close?.code === undefined || !isSent(close.code) ? undefined : close.code;
  const expectClose: Step = { kind: 'expectClose', code, timeout: defaultTimeout };
  if (close?.by === 'server') return [expectClose];
  if (close?.by !== 'client') return [];
  return [{ kind: 'close', code, reason: code === undefined ? '' : close.reason }, expectClose];
}

/** RFC 6455 §7.4: 1005 and 1006 stand for "no code" and "no Close frame"; below 1000 and above 4999 nothing is defined. */
function isSent(code: number): boolean {
  return code >= 1000 && code <= 4999 && code !== 1005 && code !== 1006;
}

class Recording {
  readonly #items: readonly Item[];
  readonly #extras: RecordingExtras;
  readonly #counters: ReadonlySet<string>;
  readonly #fields: RecordedFields;
  readonly #values: RecordedValues;

  constructor(items: readonly Item[], extras: RecordingExtras) {
    this.#items = items;
    this.#extras = extras;
    this.#counters = findCounters(items);
    this.#fields = extras.fields ?? new RecordedFields();
    this.#values = new RecordedValues(extras.secrets === true, this.#fields);
  }

  /** The secrets that the steps need. */
  get secretNames(): readonly string[] {
    return this.#values.secretNames;
  }

  steps(): readonly Step[] {
    const { awaited, recurring } = findReplies(this.#items);
    const steps: Step[] = [];
    let previousMs = this.#items[0]?.atMs ?? 0;
    for (const [position, item] of this.#items.entries()) {
      if (item.from === 'client') {
        const payload = this.#payload(item);
        if (payload !== undefined) steps.push({ kind: 'send', payload, ...this.#at(item) });
        previousMs = item.atMs;
      } else if (awaited.has(position)) {
        const capture: Record<string, string> = {};
        const matcher = recurring.has(item.shape) ? this.#commonMatcher(item) : this.#matcher(item, capture);
        const step: ExpectStep = {
          kind: 'expect',
          matcher,
          timeout: timeoutFor(item.atMs - previousMs),
          capture,
          ...this.#at(item),
        };
        steps.push(step);
        if (item.content.kind === 'json') this.#values.findCandidates(item.content.json, { capture }, [], item.shape);
        previousMs = item.atMs;
      }
    }
    return steps;
  }

  #at({ atMs }: Item): { readonly at?: number } {
    return this.#extras.times === true ? { at: Math.round((atMs - (this.#items[0]?.atMs ?? atMs)) * 10) / 10 } : {};
  }

  #payload({ content, bytes }: Item): SendStep['payload'] | undefined {
    switch (content.kind) {
      case 'binary':
        return { as: 'hex', hex: formatHex(bytes) };
      case 'malformed':
        return undefined;
      case 'text':
        this.#values.sent.addText(content.text);
        return { as: 'text', text: this.#values.withVariables(content.text) };
      case 'json': {
        this.#values.sent.addJson(content.json);
        if (content.exact || this.#values.holdsSecret(content.json, '')) {
          return { as: 'json', json: this.#values.sentJson(content.json, '') };
        }
        return { as: 'text', text: this.#values.withVariables(content.text) };
      }
    }
  }

  #matcher(item: Item, capture: Record<string, string>): Matcher {
    const { content, bytes, shape } = item;
    if (isAwaitedByOpcode(item)) return { by: 'opcode', opcode: content.kind === 'binary' ? 'binary' : 'text' };
    if (content.kind === 'json') {
      const json = this.#stable(content.json, [], shape, capture) ?? (isArray(content.json) ? [] : {});
      return { by: 'json', json };
    }
    return content.kind === 'text' ? this.#textMatcher(content.text) : { by: 'hex', hex: formatHex(bytes) };
  }

  #textMatcher(text: string): Matcher {
    const pieces = splitVolatile(text);
    const known = pieces.every((piece, index) => index % 2 === 0 || this.#values.sent.has('', piece));
    if (known) return { by: 'text', text: this.#values.withKnownVariables(text) };
    const regex = pieces.map((piece, index) =>
      index % 2 === 0 ? this.#values.withKnownVariables(piece, escapeRegex) : '.+',
    );
    return { by: 'regex', regex: `^${regex.join('')}$` };
  }

  /** The value without what will be another one next time; undefined when nothing of it is left to expect. */
  #stable(json: Json, path: JsonPath, shape: string, capture: Record<string, string>): Json | undefined {
    if (typeof json === 'string' || typeof json === 'number') {
      const variable = this.#values.variable(json);
      if (variable !== undefined && looksVolatile(nameAt(path), json)) return `\${${variable}}`;
      const field = nameAt(path);
      const volatile = looksVolatile(field, json) || this.#counters.has(`${shape} ${formatJsonPath(path)}`);
      if (volatile && !this.#values.sent.has(field, json)) {
        this.#fields.add(shape, path, json, capture);
        const choice = this.#fields.choice(shape, path);
        if (choice === 'capture') this.#values.capture(json, path, capture);
        if (choice !== 'keep') return undefined;
      }
      return typeof json === 'string' ? this.#values.withKnownVariables(json) : json;
    }
    if (isArray(json)) {
      if (json.length > longestList) return undefined;
      const list = json.map((one, index) => this.#stable(one, [...path, index], shape, capture));
      return list.every((one) => one !== undefined) ? list : undefined;
    }
    if (!isObject(json)) return json;
    const kept = Object.entries(json).flatMap(([key, one]) => {
      const stable = this.#stable(one, [...path, key], shape, capture);
      return stable === undefined ? [] : [[escapeText(key), stable] as const];
    });
    return Object.fromEntries(kept);
  }

  /** What all messages of this shape have in common. */
  #commonMatcher({ content, shape }: Item): Matcher {
    const opcode = content.kind === 'binary' ? 'binary' : 'text';
    if (content.kind !== 'json' || !isObject(content.json)) return { by: 'opcode', opcode };
    const others = this.#items.flatMap((item) =>
      item.shape === shape && item.content.kind === 'json' && isObject(item.content.json) ? [item.content.json] : [],
    );
    const common = Object.entries(content.json).filter(([key, value]) =>
      others.every((other) => JSON.stringify(other[key]) === JSON.stringify(value)),
    );
    return { by: 'json', json: escapeJson(Object.fromEntries(common.filter(([, value]) => !isObject(value)))) };
  }
}

/** Twice the time that the answer took, when that is more than the usual patience. */
function timeoutFor(latencyMs: number): number {
  return Math.max(defaultTimeout, Math.ceil(latencyMs / 500) * 1_000);
}

/** Numbers that only ever rise from one message of a shape to the next, as `shape path`. */
function findCounters(items: readonly Item[]): ReadonlySet<string> {
  const series = new Map<string, number[]>();
  const collect = (json: Json, path: JsonPath, shape: string): void => {
    if (isObject(json)) for (const [key, one] of Object.entries(json)) collect(one, [...path, key], shape);
    if (typeof json !== 'number') return;
    const place = `${shape} ${formatJsonPath(path)}`;
    const values = series.get(place);
    if (values === undefined) series.set(place, [json]);
    else values.push(json);
  };
  for (const { from, content, shape } of items) {
    if (from === 'server' && content.kind === 'json') collect(content.json, [], shape);
  }
  const rises = (values: readonly number[]) => values.every((one, i) => i === 0 || one > (values[i - 1] ?? one));
  return new Set([...series].filter(([, values]) => values.length >= 3 && rises(values)).map(([place]) => place));
}
