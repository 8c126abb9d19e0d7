import { MASKING_KEY_BYTES, maskInto } from '../../protocol/masking.ts';
import type { CaptureReader } from '../captureReader.ts';
import type { Run } from './slices.ts';

/** A run's bytes, every payload in it unmasked, in a buffer that `lend` gives. Fewer than the run has when the file does not hold them all. */
export async function readRun(
  { bytes, capture }: CaptureReader,
  run: Run,
  lend: (length: number) => Buffer,
): Promise<Buffer> {
  const { segments } = run.record.directions[run.from];
  const read = await bytes.readThrough(segments, run.start, run.end - run.start, lend);
  const buffer = Buffer.from(read.buffer, read.byteOffset, read.length);
  const { table } = capture.ledger;
  for (const frame of run.masked) {
    const start = table.payloadOffset(frame) - run.start;
    const received = run.record.payloadReceived(capture.ledger, frame);
    const end = Math.min(start + received, buffer.length);
    if (end <= start) continue;
    maskInto(buffer, start, buffer, start, end, buffer.readUInt32BE(start - MASKING_KEY_BYTES), 0);
  }
  return buffer;
}
