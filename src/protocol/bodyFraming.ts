/** Where a response's body ends, and its bytes without the transfer coding (RFC 9112 §6 and §7). */
import { listElements } from './extensionsHeader.ts';
import { headerViolation } from './headViolation.ts';
import { headerValues, type ResponseHead } from './httpHead.ts';
import { octetAt } from './octets.ts';
import { violationOf, type Violation } from './violation.ts';

export type BodyFraming =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' };

export interface FramingVerdict {
  readonly framing: BodyFraming;
  /** Transfer codings other than chunked, in the order in which they were applied. */
  readonly transferCodings: readonly string[];
  readonly violations: readonly Violation[];
}

/** RFC 9112 §6.3, for the response to a GET. */
export function framingOf(response: ResponseHead): FramingVerdict {
  const { status } = response;
  const violations: Violation[] = [];
  const codings = headerValues(response, 'Transfer-Encoding')
    .flatMap(listElements)
    .map((each) => each.toLowerCase());
  const lengths = [...new Set(headerValues(response, 'Content-Length').flatMap(listElements))];
  if ((status >= 100 && status < 200) || status === 204 || status === 304) {
    return { framing: { kind: 'none' }, transferCodings: [], violations };
  }
  if (codings.length > 0) {
    if (lengths.length > 0) {
      const sentence = 'The response has both Transfer-Encoding and Content-Length; Transfer-Encoding counts.';
      violations.push(headerViolation(response, 'Content-Length', 'body-length-conflict', sentence));
    }
    const chunked = codings.at(-1) === 'chunked';
    const transferCodings = codings.filter((each) => each !== 'chunked' && each !== 'identity');
    return { framing: { kind: chunked ? 'chunked' : 'until-close' }, transferCodings, violations };
  }
  const [only] = lengths;
  if (only === undefined) return { framing: { kind: 'until-close' }, transferCodings: [], violations };
  if (lengths.length > 1) {
    const sentence = `Content-Length has several values, ${lengths.join(' and ')}: where the body ends is not known.`;
    violations.push(headerViolation(response, 'Content-Length', 'body-length-conflict', sentence));
    return { framing: { kind: 'until-close' }, transferCodings: [], violations };
  }
  if (!/^\d{1,15}$/.test(only)) {
    const sentence = `Content-Length is "${only}", which is no number of bytes.`;
    violations.push(headerViolation(response, 'Content-Length', 'body-length-invalid', sentence));
    return { framing: { kind: 'until-close' }, transferCodings: [], violations };
  }
  return { framing: { kind: 'length', length: Number(only) }, transferCodings: [], violations };
}

type ChunkState = 'size' | 'extension' | 'size-lf' | 'payload' | 'payload-cr' | 'payload-lf' | 'trailer' | 'done';

/** Takes a body apart, byte range by byte range. `take` gets the ranges that are content. */
export class BodySplitter {
  readonly #framing: BodyFraming;
  #left: number;
  #state: ChunkState = 'size';
  #sizeText = '';
  #trailerLine = 0;
  #problem: { readonly at: number; readonly sentence: string } | undefined;
  #consumed = 0;
  #room: number;

  /** At most `limit` bytes of content are taken. */
  constructor(framing: BodyFraming, limit: number) {
    this.#framing = framing;
    this.#room = limit;
    this.#left = framing.kind === 'length' ? framing.length : 0;
    if (framing.kind === 'none' || (framing.kind === 'length' && framing.length === 0)) this.#state = 'done';
  }

  get done(): boolean {
    return this.#state === 'done';
  }

  /** Body bytes that were looked at, chunk sizes and line ends included. */
  get consumed(): number {
    return this.#consumed;
  }

  /** Set once when a chunk is malformed; what follows cannot be read. */
  problemAt(bodyOffset: number): Violation | undefined {
    if (this.#problem === undefined) return undefined;
    const { at, sentence } = this.#problem;
    return violationOf('body-chunk-malformed', 'server', bodyOffset + at, 1, sentence);
  }

  get malformed(): boolean {
    return this.#problem !== undefined;
  }

  /** The limit is reached. */
  get full(): boolean {
    return this.#room <= 0;
  }

  /** Reads `bytes[start..)` until the body ends, something is malformed or the limit is reached; gives where it stopped. */
  push(bytes: Uint8Array, start: number, take: (from: number, to: number) => void): number {
    let at = start;
    while (at < bytes.length && !this.malformed && !this.full) {
      const before = at;
      const state = this.#state;
      if (state === 'done') break;
      if (this.#framing.kind === 'chunked' && state !== 'payload') {
        this.#syntax(state, octetAt(bytes, at));
        at += 1;
      } else at = this.#content(bytes, at, take);
      this.#consumed += at - before;
    }
    return at;
  }

  #content(bytes: Uint8Array, at: number, take: (from: number, to: number) => void): number {
    const wanted = this.#framing.kind === 'until-close' ? Number.POSITIVE_INFINITY : this.#left;
    const count = Math.min(bytes.length - at, wanted, this.#room);
    take(at, at + count);
    this.#room -= count;
    this.#left -= count;
    if (this.#framing.kind === 'length' && this.#left === 0) this.#state = 'done';
    if (this.#framing.kind === 'chunked' && this.#left === 0) this.#state = 'payload-cr';
    return at + count;
  }

  /** One byte outside a chunk's payload (RFC 9112 §7.1). A lone LF is taken for CR LF. */
  #syntax(state: Exclude<ChunkState, 'payload' | 'done'>, byte: number): void {
    const character = String.fromCharCode(byte);
    switch (state) {
      case 'size':
        if (/[\da-f]/i.test(character) && this.#sizeText.length < 13) this.#sizeText += character;
        else if (this.#sizeText === '')
          this.#fail(`A chunk begins with ${shown(byte)} instead of its size in hexadecimal.`);
        else if (character === ';' || character === ' ' || character === '\t') this.#state = 'extension';
        else if (character === '\r') this.#state = 'size-lf';
        else if (character === '\n') this.#sizeRead();
        else this.#fail(`The chunk size "${this.#sizeText}" goes on with ${shown(byte)}.`);
        return;
      case 'extension':
        if (character === '\n') this.#sizeRead();
        return;
      case 'size-lf':
        if (character === '\n') this.#sizeRead();
        else this.#fail(`A chunk size ends with CR and ${shown(byte)} instead of CR LF.`);
        return;
      case 'payload-cr':
        if (character === '\r') this.#state = 'payload-lf';
        else if (character === '\n') this.#state = 'size';
        else this.#fail(`A chunk is followed by ${shown(byte)} instead of CR LF: its size is probably wrong.`);
        return;
      case 'payload-lf':
        if (character === '\n') this.#state = 'size';
        else this.#fail(`A chunk ends with CR and ${shown(byte)} instead of CR LF.`);
        return;
      case 'trailer':
        if (character === '\n') {
          if (this.#trailerLine === 0) this.#state = 'done';
          this.#trailerLine = 0;
        } else if (character !== '\r') this.#trailerLine += 1;
        return;
    }
  }

  #sizeRead(): void {
    this.#left = Number.parseInt(this.#sizeText, 16);
    this.#sizeText = '';
    this.#state = this.#left === 0 ? 'trailer' : 'payload';
  }

  #fail(sentence: string): void {
    this.#problem = { at: this.#consumed, sentence };
  }
}

const shown = (byte: number): string =>
  byte > 0x20 && byte < 0x7f ? `"${String.fromCharCode(byte)}"` : `byte 0x${byte.toString(16).padStart(2, '0')}`;
