import { setImmediate as turn } from 'node:timers/promises';
import type { Capture } from '../../capture/capture.ts';
import { FrameTally } from '../../capture/overview/frameTally.ts';
import { TimeHistogram } from '../../capture/overview/histogram.ts';
import { firstNotBelow } from '../../capture/order/frameOrder.ts';
import type { Statistics, Timeline } from '../../contract/overview.ts';
import { ReplyTimes } from './replyTimes.ts';
import { timelineMarks } from './timelineMarks.ts';

/** Frames looked at in one go: a few milliseconds of the engine's thread. */
const STRIDE = 50_000;

/** What a capture is like as a whole. Nothing is counted before somebody asks, and each frame once. */
export class Overview {
  readonly #capture: Capture;
  readonly #histogram: TimeHistogram;
  readonly #tally: FrameTally;
  readonly #replies: ReplyTimes;

  constructor(capture: Capture) {
    this.#capture = capture;
    this.#histogram = new TimeHistogram(capture.table, () => capture.startedAt);
    this.#tally = new FrameTally(capture.table, () => capture.startedAt);
    this.#replies = new ReplyTimes(capture);
  }

  /** From `from` to `to`, milliseconds since the session began; without `to` up to the newest frame. */
  async timeline(from: number, to: number | undefined, spans: number): Promise<Timeline> {
    const count = this.#capture.frameCount;
    for (let looked = 0; looked <= count && !this.#histogram.catchUp(STRIDE); looked += STRIDE) await turn();
    const end = this.#histogram.endMs;
    // A span of no time could not be drawn.
    const until = Math.max(to ?? end, from + 0.001 * spans);
    const marks = timelineMarks(this.#capture, from, until);
    return { from, to: until, end, ...this.#histogram.between(from, until, spans), marks };
  }

  /** The frames from `from` to `to`, milliseconds since the session began: the first, and one past the last. */
  during(from: number, to: number): { readonly first: number; readonly end: number } {
    const { table, startedAt } = this.#capture;
    // In whole microseconds, as the moments of frames are.
    const place = (micros: number): number =>
      firstNotBelow(table.count, (frame) => Math.round(table.at(frame) - startedAt), micros);
    return { first: place(Math.floor(from * 1000)), end: place(Math.floor(to * 1000) + 1) };
  }

  async statistics(): Promise<Statistics> {
    return { ...(await this.#tally.statistics()), ...(await this.#replies.summary()) };
  }
}
