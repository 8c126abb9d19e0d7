import type { Call } from '../../src/contract/method.ts';
import type { PanelMethods } from '../../src/contract/panelContract.ts';

export const FIRST_PIECE = 256 * 1024;
const PIECE = 1024 * 1024;

/** A payload as far as it is here. Its beginning grows by `load`, which several views may call; any part of it comes by `read`. */
export interface Payload {
  /** The beginning, as far as it was loaded. */
  readonly bytes: () => Uint8Array;
  /** Bytes in the whole; known after the first `load`. */
  readonly total: () => number;
  /** Why the rest cannot be had, when it cannot. */
  readonly problem: () => string | undefined;
  /** True when no more can be loaded. */
  readonly complete: () => boolean;
  /** Loads until at least `upTo` bytes are here, or all there are. */
  load(upTo: number): Promise<void>;
  /** That part of the payload, shorter where it ends; nothing before it has to be loaded. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

export interface PayloadSource {
  readonly session: string;
  /** 0-based. */
  readonly frame: number;
  readonly of: 'frame' | 'message';
}

export function createPayload(call: Call<PanelMethods>, source: PayloadSource, signal: AbortSignal): Payload {
  /** Larger than what is here, so that a long payload is not copied again for each piece. */
  let room = new Uint8Array();
  let length = 0;
  let total = 0;
  let problem: string | undefined;
  let ended = false;
  let chain = Promise.resolve();

  const keep = (piece: Uint8Array): void => {
    if (length + piece.length > room.length) {
      const larger = new Uint8Array(Math.max(length + piece.length, Math.min(total, 2 * room.length)));
      larger.set(room.subarray(0, length));
      room = larger;
    }
    room.set(piece, length);
    length += piece.length;
  };

  const ask = (offset: number, wanted: number) =>
    call('session.payload', { ...source, offset, length: wanted }, { signal });

  const loadPiece = async (): Promise<void> => {
    const piece = await ask(length, length === 0 ? FIRST_PIECE : PIECE);
    total = piece.total;
    problem = piece.problem;
    keep(piece.bytes);
    // An empty piece before the end would be asked for for ever.
    ended = length >= total || piece.bytes.length === 0;
  };

  const loadUpTo = async (upTo: number): Promise<void> => {
    while (!ended && length < upTo) await loadPiece();
  };

  return {
    bytes: () => room.subarray(0, length),
    total: () => total,
    problem: () => problem,
    complete: () => ended,
    // One after the other: two views that want the same piece get it once.
    load: (upTo) => {
      // A failed load was told to the view that asked for it; the next one tries again.
      chain = chain.catch(() => undefined).then(() => loadUpTo(upTo));
      return chain;
    },
    read: async (offset, wanted) => {
      if (offset + wanted <= length || ended) return room.subarray(offset, Math.min(length, offset + wanted));
      return (await ask(offset, wanted)).bytes;
    },
  };
}
