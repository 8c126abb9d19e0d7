import { setImmediate as turn } from 'node:timers/promises';
import type { Endpoint } from '../../protocol/endpoint.ts';
import { isControl, OPCODE } from '../../protocol/opcode.ts';
import type { FrameTable } from '../frameTable.ts';
import { type FrameOrder, firstNotBelow } from './frameOrder.ts';

/** Which frames to show. */
export interface FrameChoice {
  /** Frames before this one are not shown. */
  readonly first: number;
  /** A message of several fragments is shown by its first frame alone. */
  readonly fold: boolean;
  /** First frames of messages for which `fold` is the other way round. */
  readonly otherwise: ReadonlySet<number>;
  /** Opcodes that are not shown. */
  readonly mute: ReadonlySet<number>;
}

const PAGE_BITS = 14;
const PAGE = 1 << PAGE_BITS;
/** Frames looked at in one go: a few milliseconds of the engine's thread. */
const STRIDE = 100_000;

/** The chosen frames of a capture that may grow: four bytes each, and only new frames are looked at when it has grown. */
export class ChosenFrames implements FrameOrder {
  readonly #table: FrameTable;
  readonly #choice: FrameChoice;
  readonly #startsAttempt: (frame: number) => boolean;
  readonly #pages: Uint32Array[] = [];
  #count = 0;
  #looked: number;
  /** The message of that endpoint under way is folded: its continuations are not shown. */
  readonly #folding: Record<Endpoint, boolean> = { client: false, server: false };
  #running: Promise<void> | undefined;

  /** `startsAttempt` tells whether the frame is an attempt's first: no message goes on from one attempt to the next. */
  constructor(table: FrameTable, choice: FrameChoice, startsAttempt: (frame: number) => boolean) {
    this.#table = table;
    this.#choice = choice;
    this.#startsAttempt = startsAttempt;
    this.#looked = choice.first;
  }

  get count(): number {
    return this.#count;
  }

  at(place: number): number {
    return this.#pages[place >>> PAGE_BITS]?.[place & (PAGE - 1)] ?? 0;
  }

  placeOf(frame: number): number {
    return firstNotBelow(this.#count, (place) => this.at(place), frame);
  }

  /** Looks at the frames that came since; other work may go on in between. */
  catchUp(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    const end = this.#table.count;
    while (this.#looked < end) {
      const stop = Math.min(end, this.#looked + STRIDE);
      while (this.#looked < stop) {
        if (this.#shows(this.#looked)) this.#add(this.#looked);
        this.#looked += 1;
      }
      if (this.#looked < end) await turn();
    }
  }

  #shows(frame: number): boolean {
    const table = this.#table;
    const opcode = table.opcode(frame);
    const { fold, otherwise, mute } = this.#choice;
    if (this.#startsAttempt(frame)) this.#folding.client = this.#folding.server = false;
    if (isControl(opcode)) return !mute.has(opcode);
    const from = table.from(frame);
    // RFC 6455 §5.4: fragments of one message follow each other; only control frames may stand between them.
    if (opcode === OPCODE.continuation) {
      const hidden = this.#folding[from];
      if (table.fin(frame)) this.#folding[from] = false;
      return !hidden && !mute.has(opcode);
    }
    this.#folding[from] = !table.fin(frame) && fold !== otherwise.has(frame);
    return !mute.has(opcode);
  }

  #add(frame: number): void {
    let page = this.#pages[this.#count >>> PAGE_BITS];
    if (page === undefined) this.#pages.push((page = new Uint32Array(PAGE)));
    page[this.#count & (PAGE - 1)] = frame;
    this.#count += 1;
  }
}
