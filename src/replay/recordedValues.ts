// Which values of a recording are not written as they were: what the server gave becomes a variable once the client sends it, what the
// client sent as a secret becomes `${secret:…}`.
import { type JsonPath, formatJsonPath } from '../base/jsonPath.ts';
import { isSecretName, wordsOf } from '../base/secretNames.ts';
import { escapeText } from './interpolate.ts';
import { isArray, isObject } from './json.ts';
import { isKeptSecret } from './keptSecrets.ts';
import type { RecordedFields } from './recordedFields.ts';
import type { Json } from './sequence.ts';
import { SentValues, looksVolatile } from './volatile.ts';

/** Each value that the server gave is looked for in all that the client sends later. */
const mostCandidates = 500;

/** A value that the server gave, which becomes a variable once the client sends it. */
interface Candidate {
  readonly step: { readonly capture: Record<string, string> };
  readonly path: JsonPath;
  readonly name: string;
}

export class RecordedValues {
  /** What the client has sent so far. */
  readonly sent = new SentValues();
  readonly #namesSecrets: boolean;
  readonly #fields: Pick<RecordedFields, 'choice'>;
  /** Secrets that the client sent, by value: the names of their variables. */
  readonly #secrets = new Map<string, string>();
  readonly #candidates = new Map<string | number, Candidate>();
  readonly #variables = new Map<string | number, string>();
  /** Names of variables that somebody asked for. */
  readonly #asked = new Set<string>();

  constructor(namesSecrets: boolean, fields: Pick<RecordedFields, 'choice'>) {
    this.#namesSecrets = namesSecrets;
    this.#fields = fields;
  }

  /** The secrets that the steps need. */
  get secretNames(): readonly string[] {
    return [...this.#secrets.values()];
  }

  /** The variable that has this value by now. */
  variable(value: string | number): string | undefined {
    return this.#variables.get(value);
  }

  /** The name under which a text is kept that is a secret by its field's name. */
  #secret(text: string, field: string): string | undefined {
    if (!this.#namesSecrets || text === '' || isKeptSecret(text) || !isSecretName(field)) return undefined;
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

  /** Such a message is written anew rather than kept to the letter with its secret. */
  holdsSecret(json: Json, field: string): boolean {
    if (!this.#namesSecrets) return false;
    if (isArray(json)) return json.some((one) => this.holdsSecret(one, field));
    if (isObject(json)) return Object.entries(json).some(([key, one]) => this.holdsSecret(one, key));
    return typeof json === 'string' && json !== '' && isSecretName(field);
  }

  /** The text with each value that the server gave as its variable, and all else escaped. */
  withVariables(text: string): string {
    for (const [value, candidate] of this.#candidates) {
      if (typeof value !== 'string') continue;
      const at = text.indexOf(value);
      if (at < 0) continue;
      const before = this.withVariables(text.slice(0, at));
      return `${before}\${${this.#use(value, candidate)}}${this.withVariables(text.slice(at + value.length))}`;
    }
    return escapeText(text);
  }

  sentJson(json: Json, name: string): Json {
    if (typeof json === 'string') {
      const text = this.withVariables(json);
      // What the server gave is captured from it; only what comes from elsewhere has to be known beforehand.
      const secret = text === escapeText(json) ? this.#secret(json, name) : undefined;
      return secret === undefined ? text : `\${secret:${secret}}`;
    }
    if (typeof json === 'number') {
      const candidate = looksVolatile(name, json) ? this.#candidates.get(json) : undefined;
      return candidate === undefined ? json : `\${${this.#use(json, candidate)}}`;
    }
    if (isArray(json)) return json.map((one) => this.sentJson(one, name));
    if (!isObject(json)) return json;
    const entries = Object.entries(json).map(([key, one]) => [escapeText(key), this.sentJson(one, key)] as const);
    return Object.fromEntries(entries);
  }

  #use(value: string | number, { step, path, name }: Candidate): string {
    step.capture[name] = formatJsonPath(path);
    this.#variables.set(value, name);
    return name;
  }

  findCandidates(json: Json, step: Candidate['step'], path: JsonPath, shape: string): void {
    if (isArray(json)) {
      for (const [index, one] of json.entries()) this.findCandidates(one, step, [...path, index], shape);
    } else if (isObject(json)) {
      for (const [key, one] of Object.entries(json)) this.findCandidates(one, step, [...path, key], shape);
    } else if (isLong(json)) {
      const field = nameAt(path);
      const choice = this.#fields.choice(shape, path);
      if (choice === 'ignore' || choice === 'keep') return;
      if (this.#candidates.size >= mostCandidates) return;
      if (this.#candidates.has(json) || !looksVolatile(field, json) || this.sent.has(field, json)) return;
      this.#candidates.set(json, { step, path, name: this.#freeName(field) });
    }
  }

  /** Captures the field because somebody asked for it, whether it is used later or not. */
  capture(json: string | number, path: JsonPath, capture: Record<string, string>): void {
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

  withKnownVariables(text: string, encode = (plain: string) => plain): string {
    for (const [value, name] of this.#variables) {
      const at = typeof value === 'string' ? text.indexOf(value) : -1;
      if (at < 0) continue;
      const before = this.withKnownVariables(text.slice(0, at), encode);
      return `${before}\${${name}}${this.withKnownVariables(text.slice(at + String(value).length), encode)}`;
    }
    return escapeText(encode(text));
  }
}

/** Long enough not to come up by chance in what the client sends. */
function isLong(json: Json): json is string | number {
  return (typeof json === 'string' && json.length >= 6) || (typeof json === 'number' && json >= 1_000);
}

/** The name of the innermost member on the way. */
export function nameAt(path: JsonPath): string {
  return path.findLast((step) => typeof step === 'string') ?? '';
}
