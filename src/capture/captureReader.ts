import type { Micros } from '../base/branded.ts';
import type { AttemptRecord } from './attemptRecord.ts';
import type { FileBytes } from './fileBytes.ts';
import type { FrameNotes } from './frameNotes.ts';
import type { Ledger } from './ledger.ts';
import type { Payloads } from './payloads.ts';

/** A capture for whoever goes through all of it: with an inflater of its own, so that it does not disturb the pages'. */
export interface CaptureReader {
  readonly capture: {
    readonly ledger: Ledger;
    readonly attempts: readonly AttemptRecord[];
    readonly startedAt: Micros;
    attemptOf(frame: number): AttemptRecord;
  };
  readonly bytes: FileBytes;
  /** Absent where nobody makes notes. */
  readonly notes?: FrameNotes;
  readonly payloads: Payloads;
}
