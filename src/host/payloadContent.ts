import type { FrameDetail } from '../contract/sessionView.ts';
import type { EngineClient } from './engineClient.ts';

/** One payload: that of a frame as it crossed the wire, unmasked, or that of its whole message, inflated. */
export interface PayloadRef {
  readonly session: string;
  /** 0-based. */
  readonly frame: number;
  readonly of: 'frame' | 'message';
}

const PIECE_BYTES = 4 * 1024 * 1024;

export interface PayloadBytes {
  readonly bytes: Uint8Array;
  /** Why the rest cannot be had, when it cannot. */
  readonly problem: string | undefined;
}

/** The payload piece by piece, each with the length of the whole. */
export async function* payloadPieces(
  engine: Pick<EngineClient, 'call'>,
  ref: PayloadRef,
  signal?: AbortSignal,
): AsyncGenerator<{ readonly bytes: Uint8Array; readonly total: number; readonly problem: string | undefined }> {
  let offset = 0;
  for (;;) {
    const piece = await engine.call(
      'session.payload',
      { ...ref, offset, length: PIECE_BYTES },
      signal === undefined ? {} : { signal },
    );
    offset += piece.bytes.length;
    yield { bytes: piece.bytes, total: piece.total, problem: piece.problem };
    if (offset >= piece.total || piece.bytes.length === 0) return;
  }
}

/** The whole payload. Throws when it has more than `limit` bytes: `tooLong` makes the sentence from its length. */
export async function wholePayload(
  engine: Pick<EngineClient, 'call'>,
  ref: PayloadRef,
  limit: number,
  tooLong: (total: number) => string,
): Promise<PayloadBytes> {
  const pieces: Uint8Array[] = [];
  let problem: string | undefined;
  for await (const piece of payloadPieces(engine, ref)) {
    if (piece.total > limit) throw new Error(tooLong(piece.total));
    pieces.push(piece.bytes);
    problem = piece.problem;
  }
  return { bytes: Buffer.concat(pieces), problem };
}

/** What somebody means who points at a frame: its whole message, where that is more than the frame as it stands. */
export function fittingScope({ message }: FrameDetail): PayloadRef['of'] {
  return message !== undefined && (message.compressed || message.frames > 1) ? 'message' : 'frame';
}
