import type { Message } from '../protocol/frame.ts';
import { isControl, OPCODE } from '../protocol/opcode.ts';
import type { FrameTable } from './frameTable.ts';

/** The frames of one attempt: from `first` up to but not including `end`. */
export interface FrameRange {
  readonly first: number;
  readonly end: number;
}

/**
 * All frames of the whole message that `frame` belongs to, in order; undefined while it belongs to none. Other frames may
 * stand between them: control frames (RFC 6455 §5.4), and whatever the other endpoint wrote.
 */
export function messageFrames(table: FrameTable, range: FrameRange, frame: number): readonly number[] | undefined {
  const number = table.message(frame);
  if (number === 0) return undefined;
  if (isControl(table.opcode(frame))) return [frame];
  const before: number[] = [];
  for (let i = frame; i >= range.first; i--) {
    if (table.message(i) !== number) continue;
    before.push(i);
    if (table.opcode(i) !== OPCODE.continuation) break;
  }
  const frames = before.reverse();
  for (let i = frame; i < range.end && !table.fin(frames.at(-1) ?? i);) {
    i += 1;
    if (i < range.end && table.message(i) === number) frames.push(i);
  }
  return frames;
}

/**
 * Marks every frame of a whole message: those of the same endpoint between its first and its last, without control frames
 * and without a message that was whole before (nobody may put one there, and some do).
 */
export function markMessage(table: FrameTable, message: Message): void {
  const { number, firstFrame, lastFrame, compressed } = message;
  if (firstFrame === lastFrame) {
    table.setMessage(firstFrame, number, compressed);
    return;
  }
  const from = table.from(firstFrame);
  for (let i = firstFrame; i <= lastFrame; i++) {
    if (table.message(i) !== 0 || table.from(i) !== from || isControl(table.opcode(i))) continue;
    table.setMessage(i, number, compressed);
  }
}
