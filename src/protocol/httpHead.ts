import type { WireOffset } from '../base/branded.ts';
import type { Violation } from './violation.ts';

/** One header field line, in wire order and letter case (RFC 9112 §5). */
export interface HeaderLine {
  readonly name: string;
  /** Without the optional whitespace around it; bytes above 0x7F read as UTF-8 when valid, else as Latin-1. */
  readonly value: string;
  /** 1-based line in the head; the start line is line 1. */
  readonly line: number;
}

interface MessageHead {
  /** The head's bytes, with the empty line that ends it. */
  readonly raw: Uint8Array;
  readonly startOffset: WireOffset;
  readonly headers: readonly HeaderLine[];
  readonly violations: readonly Violation[];
}

/** RFC 9112 §3. */
export interface RequestHead extends MessageHead {
  readonly kind: 'request';
  readonly method: string;
  readonly target: string;
  readonly version: string;
}

/** RFC 9112 §4. `status` is 0 when the status line could not be read. */
export interface ResponseHead extends MessageHead {
  readonly kind: 'response';
  readonly version: string;
  readonly status: number;
  readonly reason: string;
}

export type HttpHead = RequestHead | ResponseHead;

/** Values of every line with that name, in order; the name compares without letter case (RFC 9110 §5.1). */
export function headerValues(head: { readonly headers: readonly HeaderLine[] }, name: string): string[] {
  const wanted = name.toLowerCase();
  return head.headers.filter((header) => header.name.toLowerCase() === wanted).map((header) => header.value);
}

/** The lines with that name joined as one list value (RFC 9110 §5.3), or undefined when there is none. */
export function headerValue(head: { readonly headers: readonly HeaderLine[] }, name: string): string | undefined {
  const values = headerValues(head, name);
  return values.length === 0 ? undefined : values.join(', ');
}
