import { joinBytes } from '../base/joinBytes.ts';
import type { Place, SecretBytes } from '../replay/secretBytes.ts';

/** A piece of what is searched: where it stands in what the endpoint wrote. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly offset: number;
}

interface Held<P> {
  readonly piece: P;
  /** Which of its bytes are secret; undefined: none so far. */
  marks: Uint8Array | undefined;
}

/** Finds secrets in a text that comes piece by piece, also where one stands across pieces. */
export class SecretSearch<P extends Piece> {
  readonly #secrets: SecretBytes;
  readonly #found: (piece: P, place: Place) => void;
  readonly #held: Held<P>[] = [];

  /** `found` is told each place once, as soon as nothing that comes can add to it. */
  constructor(secrets: SecretBytes, found: (piece: P, place: Place) => void) {
    this.#secrets = secrets;
    this.#found = found;
  }

  /** Where the first piece stands of which more may be told. */
  get heldFrom(): number {
    return this.#held[0]?.piece.offset ?? Number.POSITIVE_INFINITY;
  }

  push(piece: P): void {
    if (piece.bytes.length === 0) return;
    this.#held.push({ piece, marks: undefined });
    for (const place of this.#secrets.placesIn(joinBytes(this.#held.map(({ piece: { bytes } }) => bytes))))
      this.#mark(place);
    // A secret that begins before these bytes would have been found by now.
    let open = this.#secrets.longest - 1;
    let first = this.#held.length;
    while (first > 0 && open > 0) open -= this.#held[--first]?.piece.bytes.length ?? 0;
    for (const held of this.#held.splice(0, first)) this.#tell(held);
  }

  /** The text ends here. */
  end(): void {
    for (const held of this.#held.splice(0)) this.#tell(held);
  }

  #mark({ start, end }: Place): void {
    let at = 0;
    for (const held of this.#held) {
      const { length } = held.piece.bytes;
      const from = Math.max(0, start - at);
      const to = Math.min(length, end - at);
      if (from < to) (held.marks ??= new Uint8Array(length)).fill(1, from, to);
      at += length;
    }
  }

  #tell({ piece, marks }: Held<P>): void {
    if (marks === undefined) return;
    for (let start = marks.indexOf(1); start >= 0;) {
      const gap = marks.indexOf(0, start);
      const end = gap < 0 ? marks.length : gap;
      this.#found(piece, { start, end });
      start = marks.indexOf(1, end);
    }
  }
}
