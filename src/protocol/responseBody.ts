import { copyBytes } from '../base/copyBytes.ts';
import { joinBytes } from '../base/joinBytes.ts';
import { BodySplitter, framingOf, type FramingVerdict } from './bodyFraming.ts';
import { decodeText } from './charset.ts';
import { decodeContent } from './contentCoding.ts';
import { listElements } from './extensionsHeader.ts';
import { headerViolation } from './headViolation.ts';
import { headerValue, headerValues, type ResponseHead } from './httpHead.ts';
import type { Violation } from './violation.ts';

/** The body of a response that refused the upgrade, as far as it was read. */
export interface ResponseBody {
  /** After transfer coding and content coding were undone; cut at the cap. */
  readonly bytes: Uint8Array;
  /** Decoded by the declared or guessed charset; undefined when it is not text. */
  readonly text: string | undefined;
  readonly contentType: string | undefined;
  /** Body bytes that crossed the wire, codings included. */
  readonly wireLength: number;
  readonly end: 'complete' | 'cap' | 'connection-ended' | 'malformed';
}

/** Reads the body that follows a response's head; sans-IO like everything here. */
export class BodyReader {
  readonly #response: ResponseHead;
  readonly #verdict: FramingVerdict;
  readonly #splitter: BodySplitter;
  readonly #bodyOffset: number;
  readonly #cap: number;
  readonly #parts: Uint8Array[] = [];

  /** `bodyOffset` in what the server wrote; `cap` bounds both what is kept of the wire and what comes out of the codings. */
  constructor(response: ResponseHead, bodyOffset: number, cap: number) {
    this.#response = response;
    this.#bodyOffset = bodyOffset;
    this.#cap = cap;
    this.#verdict = framingOf(response);
    this.#splitter = new BodySplitter(this.#verdict.framing, cap);
  }

  /** Known from the head alone. */
  get violations(): readonly Violation[] {
    return this.#verdict.violations;
  }

  /** The body is whole, malformed, or more than is kept. */
  get over(): boolean {
    return this.#splitter.done || this.#splitter.malformed || this.#splitter.full;
  }

  /** Takes bytes up to the body's end; returns where it stopped. */
  push(bytes: Uint8Array, start: number): number {
    return this.#splitter.push(bytes, start, (from, to) => this.#parts.push(copyBytes(bytes, from, to)));
  }

  /** The body as far as it came; `streamEnded` when nothing more will come. Violations are those of the body itself. */
  finish(streamEnded: boolean): { readonly body: ResponseBody; readonly violations: readonly Violation[] } {
    const response = this.#response;
    const codings = headerValues(response, 'Content-Encoding').flatMap(listElements);
    const all = [...codings, ...this.#verdict.transferCodings];
    const decoded = decodeContent(joinBytes(this.#parts), all, this.#cap);
    const violations: Violation[] = [];
    const malformed = this.#splitter.problemAt(this.#bodyOffset);
    if (malformed !== undefined) violations.push(malformed);
    if (decoded.end === 'malformed') {
      const sentence = `Content-Encoding is "${all.join(', ')}", but the body is not coded so.`;
      violations.push(headerViolation(response, 'Content-Encoding', 'body-coding-malformed', sentence));
    }
    const contentType = headerValue(response, 'Content-Type');
    const body: ResponseBody = {
      bytes: decoded.bytes,
      text: decoded.end === 'unknown' ? undefined : decodeText(decoded.bytes, contentType),
      contentType,
      wireLength: this.#splitter.consumed,
      end: this.#endOf(decoded.end, streamEnded),
    };
    return { body, violations };
  }

  #endOf(decoded: 'whole' | 'cap' | 'malformed' | 'unknown', streamEnded: boolean): ResponseBody['end'] {
    if (this.#splitter.malformed || decoded === 'malformed') return 'malformed';
    const whole = this.#splitter.done || (streamEnded && this.#verdict.framing.kind === 'until-close');
    if (decoded === 'cap' || (!whole && this.#splitter.full)) return 'cap';
    return whole ? 'complete' : 'connection-ended';
  }
}
