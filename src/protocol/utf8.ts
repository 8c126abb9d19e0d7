/**
 * UTF-8 as RFC 3629 §3–4 defines it, checked piece by piece. It tells where the first bad sequence begins and what is wrong with
 * it. Noncharacters such as U+FFFF are legal.
 */
import { isUtf8 } from 'node:buffer';
import { AsciiScan } from './asciiScan.ts';
import { octetAt } from './octets.ts';

export type Utf8Reason =
  'stray-continuation' | 'never-in-utf8' | 'overlong' | 'surrogate' | 'above-10ffff' | 'cut-short' | 'truncated-at-end';

export interface Utf8Fault {
  /** Where the bad sequence begins, counted over all pieces. */
  readonly offset: number;
  /** The bytes of the sequence up to and with the one that made it bad. */
  readonly bytes: readonly number[];
  readonly reason: Utf8Reason;
}

/** Below this many bytes a scan for ASCII is faster than a call into native code. */
const SCAN_BELOW = 384;
/** Below this many bytes a loop is. */
const NATIVE_FROM = 48;

/** How many bytes at the end of `bytes[start..end)` begin a sequence that goes on after it: 0–3. */
function openTail(bytes: Uint8Array, start: number, end: number): number {
  for (let back = 1; back <= 3 && end - back >= start; back += 1) {
    const byte = octetAt(bytes, end - back);
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back;
  }
  return 0;
}

/** Checks one text; `reset` begins the next one. After a fault the rest is not looked at. */
export class Utf8Validator {
  #position = 0;
  #missing = 0;
  /** Bounds of the next continuation byte: narrower than 80–BF after E0, ED, F0 and F4. */
  #low = 0x80;
  #high = 0xbf;
  readonly #open: number[] = [];
  #fault: Utf8Fault | undefined;
  readonly #scan = new AsciiScan();

  /** Bytes of a sequence that has begun and is not whole yet: 0–3. */
  get pending(): number {
    return this.#open.length;
  }

  reset(): void {
    this.#position = 0;
    if (this.#missing > 0 || this.#fault !== undefined) {
      this.#missing = 0;
      this.#open.length = 0;
      this.#fault = undefined;
    }
  }

  /** Checks `bytes[start..end)`; gives the fault once there is one. */
  push(bytes: Uint8Array, start: number, end: number): Utf8Fault | undefined {
    if (this.#fault !== undefined) return this.#fault;
    let at = start;
    if (this.#missing === 0 && end - at < SCAN_BELOW && this.#scan.test(bytes, at, end)) {
      this.#position += end - at;
      return undefined;
    }
    while (this.#missing > 0 && at < end) {
      const fault = this.#continue(octetAt(bytes, at));
      if (fault !== undefined) return fault;
      at += 1;
    }
    if (end - at >= NATIVE_FROM) {
      const whole = end - openTail(bytes, at, end);
      if (isUtf8(bytes.subarray(at, whole))) {
        this.#position += whole - at;
        at = whole;
      }
    }
    while (at < end) {
      const byte = octetAt(bytes, at);
      at += 1;
      if (this.#missing > 0) {
        const fault = this.#continue(byte);
        if (fault !== undefined) return fault;
      } else if (byte < 0x80) {
        this.#position += 1;
      } else {
        const fault = this.#begin(byte);
        if (fault !== undefined) return fault;
      }
    }
    return undefined;
  }

  /** The text ends here; gives the fault, also that of ending inside a sequence. */
  end(): Utf8Fault | undefined {
    if (this.#fault === undefined && this.#missing > 0) this.#fail('truncated-at-end');
    return this.#fault;
  }

  #begin(byte: number): Utf8Fault | undefined {
    this.#open.push(byte);
    if (byte < 0xc0) return this.#fail('stray-continuation');
    if (byte > 0xf4) return this.#fail(byte < 0xf8 ? 'above-10ffff' : 'never-in-utf8');
    this.#missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    // C0 and C1 are overlong whatever follows; the byte that follows tells which character was meant.
    this.#low = byte < 0xc2 ? 0xff : byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.#high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    return undefined;
  }

  #continue(byte: number): Utf8Fault | undefined {
    if (byte < 0x80 || byte > 0xbf) return this.#fail('cut-short');
    this.#open.push(byte);
    if (byte < this.#low) return this.#fail('overlong');
    if (byte > this.#high) return this.#fail(this.#open[0] === 0xed ? 'surrogate' : 'above-10ffff');
    this.#low = 0x80;
    this.#high = 0xbf;
    this.#missing -= 1;
    if (this.#missing === 0) {
      this.#position += this.#open.length;
      this.#open.length = 0;
    }
    return undefined;
  }

  #fail(reason: Utf8Reason): Utf8Fault {
    this.#fault = { offset: this.#position, bytes: [...this.#open], reason };
    return this.#fault;
  }
}

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');

function overlongCharacter(bytes: readonly number[]): string {
  const [lead = 0, next = 0] = bytes;
  if (lead > 0xc1) return 'a character';
  const point = ((lead & 0x1f) << 6) | (next & 0x3f);
  return point > 0x20 && point < 0x7f
    ? `"${String.fromCharCode(point)}"`
    : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Such as `C0 AF writes "/" in more bytes than it needs (overlong)`. */
export function describeUtf8Fault(fault: Utf8Fault): string {
  const bytes = hex(fault.bytes);
  switch (fault.reason) {
    case 'stray-continuation':
      return `byte ${bytes} continues a character, but none has begun`;
    case 'never-in-utf8':
      return `byte ${bytes} never stands in UTF-8`;
    case 'overlong':
      return `${bytes} writes ${overlongCharacter(fault.bytes)} in more bytes than it needs (overlong)`;
    case 'surrogate':
      return `${bytes} writes a surrogate, half of a UTF-16 pair`;
    case 'above-10ffff':
      return `${bytes} writes a character above U+10FFFF`;
    case 'cut-short':
      return `${bytes} begins a character that the next byte does not continue`;
    case 'truncated-at-end':
      return `${bytes} begins a character, and the text ends inside it`;
  }
}

/** The first fault of a whole text, or undefined when it is UTF-8. */
export function utf8FaultOf(bytes: Uint8Array): Utf8Fault | undefined {
  const validator = new Utf8Validator();
  validator.push(bytes, 0, bytes.length);
  return validator.end();
}
