import type { FrameId, WireOffset } from '../base/branded.ts';
import { Utf8Validator } from './utf8.ts';

/**
 * How a message's payload is to be read: as it is; by the agreed permessage-deflate; or both ways, when RSV1 came without an
 * agreement and the payload itself has to tell.
 */
export type PayloadReading = 'plain' | 'deflate' | 'doubtful';

/** One data message while it grows. An object is used again for the next message. */
export class DataMessage {
  open = false;
  number = 0;
  opcode = 0;
  firstFrame = 0 as FrameId;
  lastFrame = 0 as FrameId;
  frames = 0;
  reading: PayloadReading = 'plain';
  wireLength = 0;
  /** Where the first payload byte stands on the wire. */
  payloadOffset = 0 as WireOffset;
  readonly utf8 = new Utf8Validator();
  /** Where the character stands on the wire that the last fragment left unfinished. */
  unfinishedAt = 0;
  readonly parts: Uint8Array[] = [];
  collected = 0;
  /** More came than is collected. */
  overflown = false;
  /** An UTF-8 fault was told already. */
  told = false;

  begin(number: number, opcode: number, frame: FrameId, reading: PayloadReading, payloadOffset: WireOffset): void {
    this.open = true;
    this.number = number;
    this.opcode = opcode;
    this.firstFrame = frame;
    this.frames = 0;
    this.reading = reading;
    this.wireLength = 0;
    this.payloadOffset = payloadOffset;
    this.told = false;
    if (opcode === 1) this.utf8.reset();
    if (this.parts.length > 0) this.drop();
    this.overflown = false;
  }

  /** Lets the collected payload go. */
  drop(): void {
    this.parts.length = 0;
    this.collected = 0;
  }
}
