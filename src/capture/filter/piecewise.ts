import type { AttemptRecord } from '../attemptRecord.ts';
import type { CaptureReader } from '../captureReader.ts';
import type { Needle } from './needle.ts';

const PIECE_BYTES = 4 * 1024 * 1024;

/** Which of the needles stand in a payload of any length; no more than a piece of it is held at a time. */
export async function searchPieces(
  { payloads }: CaptureReader,
  record: AttemptRecord,
  frame: number,
  of: 'frame' | 'message',
  needles: readonly Needle[],
  signal: AbortSignal,
): Promise<{ readonly found: ReadonlySet<Needle>; readonly problem: string | undefined }> {
  const found = new Set<Needle>();
  const overlap = Math.max(0, ...needles.map(({ bytes }) => bytes.length - 1));
  let at = 0;
  let problem: string | undefined;
  while (found.size < needles.length) {
    signal.throwIfAborted();
    const piece = await payloads[of](record, frame, at, PIECE_BYTES + overlap);
    problem ??= piece.problem;
    const buffer = Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.length);
    for (const needle of needles) if (buffer.includes(needle.bytes)) found.add(needle);
    at += PIECE_BYTES;
    if (at >= piece.total || piece.bytes.length === 0) break;
  }
  return { found, problem };
}
