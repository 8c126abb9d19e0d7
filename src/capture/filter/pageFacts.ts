import type { CaptureReader } from '../captureReader.ts';
import { messageFrames } from '../messageFrames.ts';
import { rangeOf } from '../payloads.ts';
import type { PageFacts } from './columns.ts';
import { type FilterScope, foldsOn } from './folds.ts';

const BROKEN_OFF = 1006;

/** What the columns' conditions ask of the page that the frame is on. Without `folds` each frame is judged by itself. */
export function pageFacts(reader: CaptureReader, frame: number, folds?: FilterScope['folds']): PageFacts {
  const { capture, notes } = reader;
  const { ledger, attempts, startedAt } = capture;
  const { table } = ledger;
  const columns = table.columns(frame);
  const framesOf = (asked: number): readonly number[] | undefined =>
    messageFrames(table, rangeOf(capture.attemptOf(asked)), asked);
  return {
    ...columns,
    notes,
    startedAt,
    atBefore: columns.first === 0 ? NaN : table.at(columns.first - 1),
    brokeOffAfter: attempts
      .filter(({ frames, closing }) => frames > 0 && closing?.ended !== undefined && closing.code === BROKEN_OFF)
      .map(({ firstFrame, frames }) => firstFrame + frames - 1),
    attemptOf: (asked) => capture.attemptOf(asked).number,
    violationsOf: (asked) => ledger.violationsOf(asked),
    messageLength: (asked) => (framesOf(asked) ?? [asked]).reduce((sum, part) => sum + table.payloadLength(part), 0),
    folds: folds === undefined ? [] : foldsOn(columns, table, framesOf, folds),
    pageOf: (asked) => pageFacts(reader, asked),
  };
}
