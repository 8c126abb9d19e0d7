import { isUtf8 } from 'node:buffer';
import type { Needle } from './needle.ts';

/** Longer payloads, in bytes, are not read as text or JSON: the work would hold up all other payloads. */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

const NOTHING = Buffer.alloc(0);

/**
 * The payload that conditions look at: `buffer[start..end)`, or one too long to be held, of which is known which needles stand in
 * it. Text and JSON are made of it once, when a condition asks.
 */
export class HeldPayload {
  buffer: Buffer = NOTHING;
  start = 0;
  end = 0;
  /** Set when the payload is too long to be held: the needles in it. */
  found: ReadonlySet<Needle> | undefined;
  /** A condition wanted text or JSON of a payload that is too long for it. */
  wasTooLong = false;
  #text: string | undefined;
  #json: { readonly value: unknown } | 'none' | undefined;

  hold(buffer: Buffer, start: number, end: number): void {
    this.buffer = buffer;
    this.start = start;
    this.end = end;
    this.found = undefined;
    this.wasTooLong = false;
    this.#text = undefined;
    this.#json = undefined;
  }

  /** Stands for a payload that was searched piece by piece. */
  standIn(found: ReadonlySet<Needle>): void {
    this.hold(NOTHING, 0, 0);
    this.found = found;
  }

  /** Whether text and JSON can be had. */
  isReadable(): boolean {
    const readable = this.found === undefined && this.length <= MAX_TEXT_BYTES;
    if (!readable) this.wasTooLong = true;
    return readable;
  }

  get length(): number {
    return this.end - this.start;
  }

  get text(): string {
    return (this.#text ??= textOf(this.buffer.subarray(this.start, this.end)));
  }

  /** Undefined when it is no JSON (RFC 8259). */
  get json(): { readonly value: unknown } | undefined {
    this.#json ??= this.#parse();
    return this.#json === 'none' ? undefined : this.#json;
  }

  #parse(): { readonly value: unknown } | 'none' {
    try {
      return { value: JSON.parse(this.text) as unknown };
    } catch {
      // Not JSON, which is the answer.
      return 'none';
    }
  }
}

/** Bytes that are no UTF-8 are read as Latin-1, one character a byte, so that expressions can ask for any byte. */
export const textOf = (bytes: Buffer): string => bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
