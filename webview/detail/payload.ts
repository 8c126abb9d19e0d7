import type { Call } from '../../src/contract/method.ts';
import type { PanelMethods } from '../../src/contract/panelContract.ts';

export const FIRST_PIECE = 256 * 1024;
const PIECE = 1024 * 1024;

/** A payload as far as it is here. It grows by `load`, which several views may call. */
export interface Payload {
  readonly bytes: () => Uint8Array;
  /** Bytes in the whole; known after the first `load`. */
  readonly total: () => number;
  /** Why the rest cannot be had, when it cannot. */
  readonly problem: () => string | undefined;
  /** True when no more can be loaded. */
  readonly complete: () => boolean;
  /** Loads until at least `upTo` bytes are here, or all there are. */
  load(upTo: number): Promise<void>;
}

export interface PayloadSource {
  readonly session: string;
  /** 0-based. */
  readonly frame: number;
  readonly of: 'frame' | 'message';
}

export function createPayload(call: Call<PanelMethods>, source: PayloadSource, signal: AbortSignal): Payload {
  let bytes = new Uint8Array();
  let total = 0;
  let problem: string | undefined;
  let ended = false;
  let chain = Promise.resolve();

  const loadPiece = async (): Promise<void> => {
    const length = bytes.length === 0 ? FIRST_PIECE : PIECE;
    const piece = await call('session.payload', { ...source, offset: bytes.length, length }, { signal });
    const joined = new Uint8Array(bytes.length + piece.bytes.length);
    joined.set(bytes);
    joined.set(piece.bytes, bytes.length);
    bytes = joined;
    total = piece.total;
    problem = piece.problem;
    // An empty piece before the end would be asked for for ever.
    ended = bytes.length >= total || piece.bytes.length === 0;
  };

  const loadUpTo = async (upTo: number): Promise<void> => {
    while (!ended && bytes.length < upTo) await loadPiece();
  };

  return {
    bytes: () => bytes,
    total: () => total,
    problem: () => problem,
    complete: () => ended,
    // One after the other: two views that want the same piece get it once.
    load: (upTo) => {
      // A failed load was told to the view that asked for it; the next one tries again.
      chain = chain.catch(() => undefined).then(() => loadUpTo(upTo));
      return chain;
    },
  };
}
