import { secretForms } from './withoutValues.ts';

/** Bytes `start` up to but not including `end`. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

const STAR = 0x2a;

/** Kept secrets as bytes, to be found wherever they stand. */
export class SecretBytes {
  /** Bytes of the longest one; 0 when there is none. */
  readonly longest: number;
  readonly #forms: readonly Buffer[];

  constructor(values: Iterable<string>) {
    this.#forms = secretForms(values).map((form) => Buffer.from(form, 'utf8'));
    this.longest = Math.max(0, ...this.#forms.map(({ length }) => length));
  }

  /** Where secrets stand: places that rise and do not touch. */
  placesIn(bytes: Uint8Array): readonly Place[] {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const found: Place[] = [];
    for (const form of this.#forms)
      for (let at = buffer.indexOf(form); at >= 0; at = buffer.indexOf(form, at + 1))
        found.push({ start: at, end: at + form.length });
    return found.length < 2 ? found : joined(found);
  }

  /** A copy with a star for each byte of a secret; the same bytes when none is there. */
  starred(bytes: Uint8Array): Uint8Array {
    const places = this.placesIn(bytes);
    if (places.length === 0) return bytes;
    const copy = Uint8Array.from(bytes);
    for (const { start, end } of places) copy.fill(STAR, start, end);
    return copy;
  }
}

export const stars = (length: number): Uint8Array => new Uint8Array(length).fill(STAR);

function joined(places: Place[]): readonly Place[] {
  const all: Place[] = [];
  for (const { start, end } of places.sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || start > last.end) all.push({ start, end });
    else all[all.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return all;
}
