import { Throttle } from '../base/throttle.ts';
import type { Capture } from '../capture/capture.ts';
import type { FrameRow } from '../capture/frameRow.ts';
import { isControl } from '../protocol/opcode.ts';
import { frameLine, handshakeLine } from './captureLines.ts';
import type { Print } from './output.ts';

/** Frame lines follow the wire; asking more often than this gains nothing. */
const LOOK_EVERY_MS = 5;
const ROWS_AT_ONCE = 500;

/** Prints handshakes and frames in wire order as their messages become whole: pulls from the capture whenever the bell rings. */
export class SessionPrinter {
  readonly #capture: Capture;
  readonly #print: Print;
  readonly #maxPayload: number;
  readonly #frames: boolean;
  readonly #bell: Throttle;
  #printedHandshakes = 0;
  #printedFrames = 0;
  #work: Promise<void> = Promise.resolve();

  constructor(capture: Capture, print: Print, options: { readonly maxPayload: number; readonly frames: boolean }) {
    this.#capture = capture;
    this.#print = print;
    this.#maxPayload = options.maxPayload;
    this.#frames = options.frames;
    this.#bell = new Throttle(LOOK_EVERY_MS, () => void this.#queue(false));
  }

  /** Something may be new. */
  ring(): void {
    this.#bell.request();
  }

  /** Nothing more will come: prints all that is left, unfinished frames too. */
  async finish(): Promise<void> {
    this.#bell.dispose();
    await this.#queue(true);
  }

  #queue(final: boolean): Promise<void> {
    this.#work = this.#work.then(() => this.#printNew(final));
    return this.#work;
  }

  async #printNew(final: boolean): Promise<void> {
    const { attempts } = this.#capture;
    for (
      let attempt = attempts[this.#printedHandshakes];
      attempt !== undefined;
      attempt = attempts[this.#printedHandshakes]
    ) {
      const superseded = this.#printedHandshakes < attempts.length - 1;
      if (attempt.handshake?.accepted !== true && !superseded && !final) break;
      // An attempt that never wrote a request has no handshake to show: its phases say how far it came.
      if (attempt.request !== undefined) await this.#print(handshakeLine(attempt));
      this.#printedHandshakes += 1;
    }
    if (!this.#frames || this.#printedHandshakes < attempts.length) return;
    while (this.#printedFrames < this.#capture.frameCount) {
      const rows = await this.#capture.page(this.#printedFrames, ROWS_AT_ONCE);
      for (const row of rows) {
        if (!final && !isWhole(row)) return;
        await this.#print(await frameLine(this.#capture, row.frame, this.#maxPayload));
        this.#printedFrames += 1;
      }
    }
  }
}

/** A fragment is read with its message: whether it is text, and which message it belongs to, is known once that is whole. */
function isWhole(row: FrameRow): boolean {
  return row.complete && (row.message > 0 || isControl(row.opcode));
}
