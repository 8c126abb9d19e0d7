// Turns what crossed a connection into a sequence that can be replayed: the client's messages become sends, the server's
// answers become expects, and a value that the server made up and the client sent back becomes a variable.
import { formatHex } from '../base/hex.ts';
import { isSecretName, wordsOf } from '../base/secretNames.ts';
import { escapeJson, escapeText } from './interpolate.ts';
import { isArray, isObject } from './json.ts';
import { type JsonPath, formatJsonPath } from '../base/jsonPath.ts';
import { type Item, type RecordedMessage, readItem } from './recordedMessage.ts';
import { RecordedFields } from './recordedFields.ts';
import { recordedReplies } from './recordedReplies.ts';
import { escapeRegex } from './regex.ts';
import { findReplies } from './replies.ts';
import type { ExpectStep, Json, Matcher, SendStep, Step } from './sequence.ts';
import { defaultTimeout } from './stepReader.ts';
import { SentValues, looksVolatile, splitVolatile } from './volatile.ts';
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

/** Larger messages of the server are awaited by their type alone, to keep the file readable. */
const longestText = 16_384;
const longestBinary = 256;
const longestList = 50;
/** Each value that the server gave is looked for in all that the client sends later. */
const mostCandidates = 500;

/** The text of a sequence file. `messages` in the order in which they crossed the wire. */
export function recordSequence(
  messages: readonly RecordedMessage[],
  target: RecordingTarget,
  close?: RecordedClose,
  extras: RecordingExtras = {},
): string {
  const items = messages.filter(({ opcode }) => opcode === 1 || opcode === 2).map(readItem);
  const leftOut = items.filter(({ from, content }) => from === 'client' && content.kind === 'malformed').length;
  const recording = new Recording(items, extras);
  const steps = recording.steps();
  const where = 'url' in target ? { url: escapeText(target.url) } : target;
  const replies = extras.replies === true ? recordedReplies(items, extras.fields) : undefined;
  const secrets = recording.secretNames;
  return writeSequence({ ...where, variables: {}, ...replies, steps: [...steps, ...closeSteps(close)] }, [
    'Recorded. What differs from run to run (ids, times, tokens) is left out of what is expected.',
    ...(secrets.length === 0 ? [] : [`Secrets were left out and are asked for when it runs: ${secrets.join(', ')}.`]),
    ...(leftOut === 0 ? [] : [`Left out: ${leftOut} text messages of the client that are not valid UTF-8.`]),
  ]);
}

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

/** A value that the server gave, which becomes a variable once the client sends it. */
interface Candidate {
  readonly step: { readonly capture: Record<string, string> };
  readonly path: JsonPath;
  readonly name: string;
}

class Recording {
  readonly #items: readonly Item[];
  readonly #extras: RecordingExtras;
  /** Secrets that the client sent, by value: the names of their variables. */
  readonly #secrets = new Map<string, string>();
  readonly #sent = new SentValues();
  readonly #candidates = new Map<string | number, Candidate>();
  readonly #variables = new Map<string | number, string>();
  readonly #counters: ReadonlySet<string>;
  readonly #fields: RecordedFields;
  /** Names of variables that somebody asked for. */
  readonly #asked = new Set<string>();

  constructor(items: readonly Item[], extras: RecordingExtras) {
    this.#items = items;
    this.#extras = extras;
    this.#counters = findCounters(items);
    this.#fields = extras.fields ?? new RecordedFields();
  }

  /** The secrets that the steps need. */
  get secretNames(): readonly string[] {
    return [...this.#secrets.values()];
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
        if (item.content.kind === 'json') this.#findCandidates(item.content.json, { capture }, [], item.shape);
        previousMs = item.atMs;
      }
    }
    return steps;
  }

  #at({ atMs }: Item): { readonly at?: number } {
    return this.#extras.times === true ? { at: Math.round((atMs - (this.#items[0]?.atMs ?? atMs)) * 10) / 10 } : {};
  }

  /** The name under which a text is kept that is a secret by its field's name. */
  #secret(text: string, field: string): string | undefined {
    if (this.#extras.secrets !== true || text === '' || !isSecretName(field)) return undefined;
    const known = this.#secrets.get(text);
    if (known !== undefined) return known;
    const taken = new Set(this.#secrets.values());
    const base = wordsOf(field).join('-');
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
    this.#secrets.set(text, name);
    this.#variables.set(text, `secret:${name}`);
    return name;
  }

  #payload({ content, bytes }: Item): SendStep['payload'] | undefined {
    switch (content.kind) {
      case 'binary':
        return { as: 'hex', hex: formatHex(bytes) };
      case 'malformed':
        return undefined;
      case 'text':
        this.#sent.addText(content.text);
        return { as: 'text', text: this.#withVariables(content.text) };
      case 'json': {
        this.#sent.addJson(content.json);
        if (content.exact || this.#holdsSecret(content.json, '')) {
          return { as: 'json', json: this.#sentJson(content.json, '') };
        }
        return { as: 'text', text: this.#withVariables(content.text) };
      }
    }
  }

  /** Such a message is written anew rather than kept to the letter with its secret. */
  #holdsSecret(json: Json, field: string): boolean {
    if (this.#extras.secrets !== true) return false;
    if (isArray(json)) return json.some((one) => this.#holdsSecret(one, field));
    if (isObject(json)) return Object.entries(json).some(([key, one]) => this.#holdsSecret(one, key));
    return typeof json === 'string' && json !== '' && isSecretName(field);
  }

  /** The text with each value that the server gave as its variable, and all else escaped. */
  #withVariables(text: string): string {
    for (const [value, candidate] of this.#candidates) {
      if (typeof value !== 'string') continue;
      const at = text.indexOf(value);
      if (at < 0) continue;
      const before = this.#withVariables(text.slice(0, at));
      return `${before}\${${this.#use(value, candidate)}}${this.#withVariables(text.slice(at + value.length))}`;
    }
    return escapeText(text);
  }

  #sentJson(json: Json, name: string): Json {
    if (typeof json === 'string') {
      const text = this.#withVariables(json);
      // What the server gave is captured from it; only what comes from elsewhere has to be known beforehand.
      const secret = text === escapeText(json) ? this.#secret(json, name) : undefined;
      return secret === undefined ? text : `\${secret:${secret}}`;
    }
    if (typeof json === 'number') {
      const candidate = looksVolatile(name, json) ? this.#candidates.get(json) : undefined;
      return candidate === undefined ? json : `\${${this.#use(json, candidate)}}`;
    }
    if (isArray(json)) return json.map((one) => this.#sentJson(one, name));
    if (!isObject(json)) return json;
    const entries = Object.entries(json).map(([key, one]) => [escapeText(key), this.#sentJson(one, key)] as const);
    return Object.fromEntries(entries);
  }

  #use(value: string | number, { step, path, name }: Candidate): string {
    step.capture[name] = formatJsonPath(path);
    this.#variables.set(value, name);
    return name;
  }

  #findCandidates(json: Json, step: Candidate['step'], path: JsonPath, shape: string): void {
    if (isArray(json)) {
      for (const [index, one] of json.entries()) this.#findCandidates(one, step, [...path, index], shape);
    } else if (isObject(json)) {
      for (const [key, one] of Object.entries(json)) this.#findCandidates(one, step, [...path, key], shape);
    } else if (isLong(json)) {
      const field = nameAt(path);
      const choice = this.#fields.choice(shape, path);
      if (choice === 'ignore' || choice === 'keep') return;
      if (this.#candidates.size >= mostCandidates) return;
      if (this.#candidates.has(json) || !looksVolatile(field, json) || this.#sent.has(field, json)) return;
      this.#candidates.set(json, { step, path, name: this.#freeName(field) });
    }
  }

  /** Captures the field because somebody asked for it, whether it is used later or not. */
  #capture(json: string | number, path: JsonPath, capture: Record<string, string>): void {
    const name = this.#freeName(nameAt(path));
    this.#asked.add(name);
    capture[name] = formatJsonPath(path);
    if (!isLong(json) || this.#candidates.has(json)) return;
    this.#candidates.set(json, { step: { capture }, path, name });
    this.#variables.set(json, name);
  }

  #freeName(field: string): string {
    const names = new Set([...this.#asked, ...[...this.#candidates.values()].map(({ name }) => name)]);
    const base = field.replace(/^_+|[^\w-]/g, '') || 'value';
    if (!names.has(base)) return base;
    let number = 2;
    while (names.has(`${base}${number}`)) number += 1;
    return `${base}${number}`;
  }

  #matcher({ content, bytes, shape }: Item, capture: Record<string, string>): Matcher {
    switch (content.kind) {
      case 'json':
        if (content.text.length > longestText) return { by: 'opcode', opcode: 'text' };
        return {
          by: 'json',
          json: this.#stable(content.json, [], shape, capture) ?? (isArray(content.json) ? [] : {}),
        };
      case 'text':
        return content.text.length > longestText ? { by: 'opcode', opcode: 'text' } : this.#textMatcher(content.text);
      case 'binary':
        return bytes.length > longestBinary ? { by: 'opcode', opcode: 'binary' } : { by: 'hex', hex: formatHex(bytes) };
      case 'malformed':
        return { by: 'opcode', opcode: 'text' };
    }
  }

  #textMatcher(text: string): Matcher {
    const pieces = splitVolatile(text);
    const known = pieces.every((piece, index) => index % 2 === 0 || this.#sent.has('', piece));
    if (known) return { by: 'text', text: this.#withKnownVariables(text) };
    const regex = pieces.map((piece, index) => (index % 2 === 0 ? this.#withKnownVariables(piece, escapeRegex) : '.+'));
    return { by: 'regex', regex: `^${regex.join('')}$` };
  }

  /** The value without what will be another one next time; undefined when nothing of it is left to expect. */
  #stable(json: Json, path: JsonPath, shape: string, capture: Record<string, string>): Json | undefined {
    if (typeof json === 'string' || typeof json === 'number') {
      const variable = this.#variables.get(json);
      if (variable !== undefined && looksVolatile(nameAt(path), json)) return `\${${variable}}`;
      const field = nameAt(path);
      const volatile = looksVolatile(field, json) || this.#counters.has(`${shape} ${formatJsonPath(path)}`);
      if (volatile && !this.#sent.has(field, json)) {
        this.#fields.add(shape, path, json, capture);
        const choice = this.#fields.choice(shape, path);
        if (choice === 'capture') this.#capture(json, path, capture);
        if (choice !== 'keep') return undefined;
      }
      return typeof json === 'string' ? this.#withKnownVariables(json) : json;
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

  #withKnownVariables(text: string, encode = (plain: string) => plain): string {
    for (const [value, name] of this.#variables) {
      const at = typeof value === 'string' ? text.indexOf(value) : -1;
      if (at < 0) continue;
      const before = this.#withKnownVariables(text.slice(0, at), encode);
      return `${before}\${${name}}${this.#withKnownVariables(text.slice(at + String(value).length), encode)}`;
    }
    return escapeText(encode(text));
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

/** Long enough not to come up by chance in what the client sends. */
function isLong(json: Json): json is string | number {
  return (typeof json === 'string' && json.length >= 6) || (typeof json === 'number' && json >= 1_000);
}

function nameAt(path: JsonPath): string {
  return path.findLast((step) => typeof step === 'string') ?? '';
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
