import type { Cursor, Kept } from './inbox.ts';
import type { Link } from './link.ts';
import type { Scope } from './scope.ts';

/** One line of steps that run one after the other: the whole sequence, or a branch of `parallel`. */
export class Thread {
  readonly scope: Scope;
  readonly signal: AbortSignal | undefined;
  /** Rounds of the repetitions around, outermost first. */
  readonly round: readonly number[];
  /** Milliseconds on the run's clock from which recorded times count. */
  readonly since: number;
  /** True in a branch: whether a message was matched is known only once all branches are done. */
  readonly branch: boolean;
  readonly #cursors: Map<Link, Cursor>;

  private constructor(
    parts: Pick<Thread, 'scope' | 'signal' | 'round' | 'since' | 'branch'>,
    cursors: Map<Link, Cursor>,
  ) {
    this.scope = parts.scope;
    this.signal = parts.signal;
    this.round = parts.round;
    this.since = parts.since;
    this.branch = parts.branch;
    this.#cursors = cursors;
  }

  static first(scope: Scope, signal: AbortSignal | undefined, since: number): Thread {
    return new Thread({ scope, signal, round: [], since, branch: false }, new Map());
  }

  /** The same line of steps, in one round of a repetition. */
  inRound(scope: Scope, number: number, since: number): Thread {
    return new Thread({ ...this.#parts(), scope, since, round: [...this.round, number] }, this.#cursors);
  }

  /** A line beside this one, which begins to read where this one stands. */
  fork(links: Iterable<Link>, signal: AbortSignal): Thread {
    const cursors = new Map<Link, Cursor>();
    for (const link of links) cursors.set(link, link.inbox.cursor(this.cursor(link)));
    return new Thread({ ...this.#parts(), signal, branch: true }, cursors);
  }

  /** Goes on after these branches, where the furthest of them stands. Gives what no branch has matched. */
  join(branches: readonly Thread[], links: Iterable<Link>): readonly Kept[] {
    const unmatched: Kept[] = [];
    for (const link of links) {
      for (const branch of branches) {
        unmatched.push(
          ...this.cursor(link)
            .catchUp(branch.cursor(link))
            .filter(({ matched }) => !matched),
        );
      }
    }
    for (const branch of branches) for (const cursor of branch.#cursors.values()) cursor.dispose();
    return unmatched;
  }

  /** Where this line of steps reads. */
  cursor(link: Link): Cursor {
    const known = this.#cursors.get(link);
    if (known !== undefined) return known;
    const cursor = link.inbox.cursor();
    this.#cursors.set(link, cursor);
    return cursor;
  }

  #parts(): Pick<Thread, 'scope' | 'signal' | 'round' | 'since' | 'branch'> {
    const { scope, signal, round, since, branch } = this;
    return { scope, signal, round, since, branch };
  }
}
