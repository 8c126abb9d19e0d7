/** The longest that what can wait is owed, in milliseconds: an answer on the same machine may be here sooner. */
const LONGEST_MS = 1;

interface Owed {
  readonly work: () => void;
  readonly canWait: boolean;
}

/**
 * What has happened and is still to be written down. While somebody waits for an open connection, that goes first: what is owed is made
 * good at the end of the event loop's next turn, in which a connection on the same machine is there and its request is written; what can
 * wait a moment later, and all of it when somebody asks; in order, with the times at which it happened.
 */
export class Arrears {
  readonly #owed: Owed[] = [];
  /** Set while there is something to be done at the next turn's end, or a moment later. */
  #atNextTurnsEnd = false;
  #aMomentLater = false;
  #settling = false;
  #over = false;

  /** True when each thing is to be written down as it happens, and nothing is owed. */
  get clear(): boolean {
    return this.#over && !this.#settling && this.#owed.length === 0;
  }

  /** Behind what is owed already. */
  owe(work: () => void, { canWait = false }: { readonly canWait?: boolean } = {}): void {
    this.#owed.push({ work, canWait });
    if (this.#over) this.settle();
    else if (!this.#atNextTurnsEnd) {
      this.#atNextTurnsEnd = true;
      setImmediate(() => setImmediate(() => this.#turnEnded()));
    }
  }

  /** The same for what may follow from something that is just being made good: it is then done with that. */
  oweOrFollow(work: () => void): void {
    if (this.#settling) work();
    else this.owe(work);
  }

  /** To be called before anybody is told what happened so far. Whoever is told of one thing meanwhile sees what came up to it. */
  settle(): void {
    this.#settleWhile(() => true);
  }

  /** Nothing is put off from now on; what is owed already is made good before the next thing. */
  end(): void {
    this.#over = true;
  }

  #turnEnded(): void {
    this.#atNextTurnsEnd = false;
    this.#settleWhile(({ canWait }) => !canWait);
    if (this.#owed.length === 0 || this.#aMomentLater) return;
    this.#aMomentLater = true;
    setTimeout(() => {
      this.#aMomentLater = false;
      this.settle();
    }, LONGEST_MS);
  }

  #settleWhile(wanted: (owed: Owed) => boolean): void {
    if (this.#settling) return;
    this.#settling = true;
    try {
      for (let next = this.#owed[0]; next !== undefined && wanted(next); next = this.#owed[0]) {
        this.#owed.shift();
        next.work();
      }
    } finally {
      this.#settling = false;
    }
  }
}
