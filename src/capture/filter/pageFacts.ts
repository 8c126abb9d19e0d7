import type { CaptureReader } from '../captureReader.ts';
import { messageFrames } from '../messageFrames.ts';
import { rangeOf } from '../payloads.ts';
import type { PageFacts } from './columns.ts';

const BROKEN_OFF = 1006;

/** What the columns' conditions ask of the page that the frame is on. */
export function pageFacts({ capture, notes }: CaptureReader, frame: number): PageFacts {
  const { ledger, attempts, startedAt } = capture;
  const { table } = ledger;
  const columns = table.columns(frame);
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
    messageLength: (asked) => {
      const frames = messageFrames(table, rangeOf(capture.attemptOf(asked)), asked) ?? [asked];
      return frames.reduce((sum, part) => sum + table.payloadLength(part), 0);
    },
  };
}
