import type { CaptureReader } from '../captureReader.ts';
import { COLUMN_ROWS } from '../frameTable.ts';
import type { ByteSpan, FindStart, FoundPlace } from './filterResults.ts';
import { MAX_TEXT_BYTES } from './heldPayload.ts';
import type { FilterScope } from './folds.ts';
import type { Filter } from './language/filter.ts';
import { FilterProgram } from './program.ts';
import { spansIn } from './spans.ts';
import { Sweep } from './sweep.ts';

/**
 * The next or the previous place where the filter matches; undefined when there is none. A message of several fragments is one
 * place after the other in its first fragment that matches. Rejects as `Sweep.over` does.
 */
export async function findPlace(
  reader: CaptureReader,
  filter: Filter,
  start: FindStart,
  direction: 'next' | 'previous',
  signal: AbortSignal,
  scope?: FilterScope,
): Promise<FoundPlace | undefined> {
  await reader.notes?.ready();
  const search = new Search(reader, new FilterProgram(filter, scope), start);
  return direction === 'next' ? search.next(signal) : search.previous(signal);
}

class Search {
  readonly #reader: CaptureReader;
  readonly #program: FilterProgram;
  readonly #sweep: Sweep;
  readonly #start: FindStart;
  #lastMessage: string;

  constructor(reader: CaptureReader, program: FilterProgram, start: FindStart) {
    this.#reader = reader;
    this.#program = program;
    this.#sweep = new Sweep(reader, program);
    this.#start = start;
    this.#lastMessage = start.frame >= 0 && start.frame < this.#count ? this.#messageOf(start.frame) : '';
  }

  async next(signal: AbortSignal): Promise<FoundPlace | undefined> {
    const { frame: first, offset } = this.#start;
    for await (const { frames } of this.#sweep.over(Math.max(0, first), this.#count, signal)) {
      for (const frame of frames) {
        const place = await this.#placeIn(frame, (spans) => {
          if (frame !== first) return spans[0];
          return spans.find((span) => span.offset > (offset ?? -1));
        });
        if (place !== undefined) return place;
      }
    }
    return undefined;
  }

  async previous(signal: AbortSignal): Promise<FoundPlace | undefined> {
    const { frame: last, offset } = this.#start;
    for (let end = Math.min(last + 1, this.#count); end > 0;) {
      const first = Math.floor((end - 1) / COLUMN_ROWS) * COLUMN_ROWS;
      const matching: number[] = [];
      for await (const { frames } of this.#sweep.over(first, end, signal)) matching.push(...frames);
      for (const frame of matching.reverse()) {
        const place = await this.#placeIn(frame, (spans) => {
          if (frame !== last) return spans.at(-1);
          return spans.findLast((span) => span.offset < (offset ?? 0));
        });
        if (place !== undefined) return place;
      }
      end = first;
    }
    return undefined;
  }

  async #placeIn(
    frame: number,
    choose: (spans: readonly ByteSpan[]) => ByteSpan | undefined,
  ): Promise<FoundPlace | undefined> {
    const { payloads, capture } = this.#reader;
    const of = capture.ledger.table.message(frame) === 0 ? 'frame' : 'message';
    const isStart = frame === this.#start.frame;
    const { bytes } =
      this.#program.shown.length === 0
        ? { bytes: new Uint8Array(0) }
        : await payloads[of](capture.attemptOf(frame), frame, 0, MAX_TEXT_BYTES);
    const spans = spansIn(this.#program, bytes);
    if (spans.length === 0) return isStart ? undefined : { frame, of, span: undefined };
    const message = this.#messageOf(frame);
    const seen = !isStart && message === this.#lastMessage;
    this.#lastMessage = message;
    const span = seen ? undefined : choose(spans);
    return span === undefined ? undefined : { frame, of, span };
  }

  #messageOf(frame: number): string {
    const { capture } = this.#reader;
    const number = capture.ledger.table.message(frame);
    return number === 0 ? `frame ${frame}` : `message ${capture.attemptOf(frame).number} ${number}`;
  }

  get #count(): number {
    return this.#reader.capture.ledger.table.count;
  }
}
