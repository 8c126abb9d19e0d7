import { setImmediate as turn } from 'node:timers/promises';
import type { FrameTable } from '../frameTable.ts';
import { SideTally } from './sideTally.ts';
import type { FrameStatistics } from './statistics.ts';

/** Frames looked at in one go: a few milliseconds of the engine's thread. */
const STRIDE = 50_000;

/** Counts over a capture that may grow: only new frames are looked at. A frame counts with the lengths it has declared. */
export class FrameTally {
  readonly #table: FrameTable;
  readonly #startedAt: () => number;
  readonly #sides = { client: new SideTally(), server: new SideTally() };
  #looked = 0;
  #running: Promise<void> | undefined;

  /** `startedAt` in microseconds, as the table has it. */
  constructor(table: FrameTable, startedAt: () => number) {
    this.#table = table;
    this.#startedAt = startedAt;
  }

  /** Looks at the frames that came since; other work may go on in between. */
  async statistics(): Promise<FrameStatistics> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    await this.#running;
    const frames = this.#looked;
    const table = this.#table;
    return {
      frames,
      durationMs: frames === 0 ? 0 : (table.at(frames - 1) - table.at(0)) / 1000,
      client: this.#sides.client.summary(),
      server: this.#sides.server.summary(),
    };
  }

  async #run(): Promise<void> {
    const end = this.#table.count;
    while (this.#looked < end) {
      const stop = Math.min(end, this.#looked + STRIDE);
      for (; this.#looked < stop; this.#looked += 1) this.#look(this.#looked);
      if (this.#looked < end) await turn();
    }
  }

  #look(frame: number): void {
    const table = this.#table;
    const side = this.#sides[table.from(frame)];
    const payloadLength = table.payloadLength(frame);
    const atMs = (table.at(frame) - this.#startedAt()) / 1000;
    side.add(frame, atMs, table.opcode(frame), payloadLength, table.headerLength(frame));
    const inflated = table.inflatedLength(frame);
    if (inflated !== undefined) side.addCompressed(messageLength(table, frame), inflated);
  }
}

/** Payload bytes on the wire of the compressed message that ends with `frame`. */
function messageLength(table: FrameTable, frame: number): number {
  const number = table.message(frame);
  const from = table.from(frame);
  let length = 0;
  for (let part = frame; part >= 0; part--) {
    if (table.message(part) !== number || table.from(part) !== from) continue;
    length += table.payloadLength(part);
    if (table.opcode(part) !== 0) break;
  }
  return length;
}
