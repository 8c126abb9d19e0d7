// Runs the steps one after the other on open connections. The rules of waiting:
//  1. Every message of the server since the last matched one stays in order until an `expect` reads it; nothing that
//     comes between steps, or before the first one, is lost.
//  2. An `expect` takes the first of these that matches, whether it came already or comes within the time-out. What it
//     is to capture has to be there too: a message without that does not match. With `count` it takes as many as that; with `within`,
//     the first such run of them that came in that time.
//  3. Those before it are skipped: listed in the result, and gone for later steps. What came after it stays. In strict order nothing is
//     skipped: a message that does not match fails the step, and one that is left at the end fails the run.
//  4. `not` reads nothing: it looks at all that is unread and at what comes in its time. An ended connection sends nothing more.
//  5. When the connection ends, what came before is read first; only then the waiting step fails, or `expectClose` holds.
//  6. The first step that fails ends the run; the steps after it are not run and have no result.
//  7. Branches of `parallel` each read from where it began, so that one message may serve several; after it, reading goes on where the
//     furthest branch stands. Strict order is judged then: what no branch matched fails it. A branch that fails stops the others.
//  8. Pings and Pongs are kept apart from messages: they may come in the middle of one (RFC 6455 §5.4). `reconnect` begins anew.
//  9. At most 100,000 messages or 64 MiB wait unread; beyond that the next `expect` that gets so far fails and says so.
// A time-out counts from the beginning of its step. The connections are left as they are when the run ends.
import { excerptOf } from './excerpt.ts';
import { defaultLimits } from './inbox.ts';
import { HiddenValues } from './hiddenValues.ts';
import { runLeaf } from './leafSteps.ts';
import { Link } from './link.ts';
import { type Outcome, done, fail, stopped } from './outcome.ts';
import { type Pace, isWaiting, timeOf } from './pace.ts';
import type { OpenConnection } from './replayConnection.ts';
import { readRows } from './rows.ts';
import type { RunOptions, RunResult } from './runOptions.ts';
import { Scope } from './scope.ts';
import type { BlockStep, Sequence, Step, StepResult } from './sequence.ts';
import { type ListedStep, listSteps } from './stepList.ts';
import { stepTitle } from './stepTitle.ts';
import { targetsOf } from './targets.ts';
import { Thread } from './thread.ts';
import { waitFor } from './waiting.ts';
import { withoutValues } from './withoutValues.ts';

export type { RunOptions, RunResult };

/** Results that are kept; of a run with more steps than these, only failed ones are added. */
const mostResults = 20_000;

/** Never rejects because of the server or the network, and always settles. */
export async function runSequence(sequence: Sequence, open: OpenConnection, options: RunOptions): Promise<RunResult> {
  const run = new Run(sequence, open, options);
  try {
    return await run.all();
  } finally {
    run.dispose();
  }
}

class Run {
  readonly #sequence: Sequence;
  readonly #open: OpenConnection;
  readonly #options: RunOptions;
  readonly #names: readonly (string | undefined)[];
  readonly #links = new Map<string | undefined, Link>();
  readonly #listed: readonly ListedStep[];
  readonly #indexes: ReadonlyMap<Step, number>;
  readonly #lastReader: number;
  readonly #pace: Pace;
  readonly #results: StepResult[] = [];
  readonly #hidden: HiddenValues;
  /** With a pace that runs ahead: what is still waited for, one after the other. */
  #behind: Promise<boolean> = Promise.resolve(true);
  #failedBehind = false;

  constructor(sequence: Sequence, open: OpenConnection, options: RunOptions) {
    this.#sequence = sequence;
    this.#open = open;
    this.#options = options;
    this.#hidden = options.hidden ?? new HiddenValues();
    this.#names = [...targetsOf(sequence).keys()];
    this.#pace = options.pace ?? { kind: 'reply' };
    this.#listed = listSteps(sequence.steps);
    this.#indexes = new Map(this.#listed.map(({ step, index }) => [step, index]));
    this.#lastReader = this.#listed.findLastIndex(({ step }) => step.kind === 'expect');
  }

  async all(): Promise<RunResult> {
    const { signal, clock, variables = {}, outside = () => undefined } = this.#options;
    if (signal?.aborted === true) return { ok: false, steps: [] };
    for (const name of this.#names) {
      const problem = await this.#connect(name);
      if (problem !== undefined) return { ok: false, steps: [], problem: this.#hidden.masked(problem) };
    }
    const scope = new Scope({ ...this.#sequence.variables, ...variables }, (name) => {
      const value = outside(name);
      if (typeof value === 'string') this.#hidden.add(value);
      return value;
    });
    const thread = Thread.first(scope, signal, clock.now());
    const ran = await this.#steps(this.#sequence.steps, thread);
    const ok = (await this.#behind) && ran;
    const left = ok ? this.#leftUnmatched(thread) : undefined;
    if (left === undefined) return { ok, steps: this.#results };
    return { ok: false, steps: this.#results, problem: this.#hidden.masked(left) };
  }

  dispose(): void {
    for (const link of this.#links.values()) link.dispose();
  }

  /** What is wrong, when the connection was not opened. */
  async #connect(name: string | undefined): Promise<string | undefined> {
    const opened = await this.#open(name);
    if (!opened.ok) return name === undefined ? opened.problem : `"${name}": ${opened.problem}`;
    const { clock, limits = defaultLimits } = this.#options;
    this.#links.get(name)?.dispose();
    this.#links.set(name, new Link(name, opened.connection, limits, () => clock.now()));
    return undefined;
  }

  async #steps(steps: readonly Step[], thread: Thread): Promise<boolean> {
    for (const step of steps) {
      if (thread.signal?.aborted === true || this.#failedBehind) return false;
      const index = this.#indexes.get(step) ?? 0;
      if (this.#order !== 'strict' && index > this.#lastReader && this.#listed[index]?.depth === 0) {
        for (const { inbox } of this.#links.values()) inbox.stopKeeping();
      }
      const { gate } = this.#options;
      const given = gate === undefined ? step : await gate({ index, step, variables: thread.scope.all() });
      if (this.#pace.kind === 'timing' && this.#pace.ahead && isWaiting(given)) this.#runBehind(given, index, thread);
      else if (!(await this.#timed(given, index, thread))) return false;
    }
    return true;
  }

  /** The step is waited for in its turn, but nothing the client does waits for it. */
  #runBehind(step: Step, index: number, thread: Thread): void {
    this.#behind = this.#behind.then(async (ok) => {
      if (!ok) return false;
      const passed = await this.#timed(step, index, thread);
      if (!passed) this.#failedBehind = true;
      return passed;
    });
  }

  /** Runs one step at its time and tells what became of it. */
  async #timed(step: Step, index: number, thread: Thread): Promise<boolean> {
    const { clock, onStep } = this.#options;
    if (!(await this.#itsTime(step, thread))) return false;
    const startedAt = clock.now();
    const outcome = await this.#run(step, index, thread);
    const ok = outcome.problem === undefined;
    const told: StepResult = {
      index,
      kind: step.kind,
      ok,
      durationMs: clock.now() - startedAt,
      title: stepTitle(step),
      ...(thread.round.length === 0 ? {} : { round: thread.round }),
      ...(step.on === undefined ? {} : { on: step.on }),
      ...outcome,
    };
    const result = withoutValues(told, this.#hidden.masked);
    if (this.#results.length < mostResults || !ok) this.#results.push(result);
    onStep?.(result);
    return ok;
  }

  /** False when the run was stopped meanwhile. */
  async #itsTime(step: Step, thread: Thread): Promise<boolean> {
    const { clock } = this.#options;
    const time = timeOf(step, this.#pace, thread.since);
    if (time === undefined || time <= clock.now()) return true;
    const noChange = () => ({ dispose: () => undefined });
    const timeout = time - clock.now();
    const waited = await waitFor(() => undefined, { clock, signal: thread.signal, timeout, onChange: noChange });
    return waited.kind === 'timeout';
  }

  #run(step: Step, index: number, thread: Thread): Promise<Outcome> {
    switch (step.kind) {
      case 'group':
      case 'repeat':
      case 'forEach':
      case 'parallel':
        return this.#block(step, thread);
      case 'reconnect':
        return this.#reconnect(this.#nameFor(step), thread);
      case 'send':
      case 'expect':
      case 'wait':
      case 'ping':
      case 'expectPing':
      case 'expectPong':
      case 'close':
      case 'expectClose': {
        const link = this.#links.get(this.#nameFor(step));
        if (link === undefined) return Promise.resolve(fail(`There is no connection "${step.on ?? ''}".`));
        const endForeseen = this.#endForeseen(index, thread);
        return runLeaf(step, { link, thread, options: this.#options, order: this.#order, endForeseen });
      }
    }
  }

  async #reconnect(name: string | undefined, thread: Thread): Promise<Outcome> {
    const problem = await this.#connect(name);
    if (thread.signal?.aborted === true) return fail(stopped);
    return problem === undefined ? done : fail(problem);
  }

  async #block(step: BlockStep, thread: Thread): Promise<Outcome> {
    switch (step.kind) {
      case 'group':
        return (await this.#steps(step.steps, thread)) ? done : fail('A step of this group failed.');
      case 'repeat':
        for (let round = 0; round < step.times; round += 1) {
          const inRound = thread.inRound(thread.scope, round, this.#options.clock.now());
          if (!(await this.#steps(step.steps, inRound))) return fail(`Round ${round + 1} failed.`);
        }
        return done;
      case 'forEach': {
        const read = await readRows(step.rows, thread.scope, this.#options.readFile);
        if ('problem' in read) return fail(read.problem);
        for (const [round, row] of read.rows.entries()) {
          const inRound = thread.inRound(thread.scope.within(row), round, this.#options.clock.now());
          if (!(await this.#steps(step.steps, inRound))) return fail(`The round of row ${round + 1} failed.`);
        }
        return done;
      }
      case 'parallel':
        return this.#parallel(step.branches, thread);
    }
  }

  async #parallel(branches: readonly (readonly Step[])[], thread: Thread): Promise<Outcome> {
    const stop = new AbortController();
    const signal = thread.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, thread.signal]);
    const threads = branches.map(() => thread.fork(this.#links.values(), signal));
    const results = await Promise.all(
      branches.map(async (steps, at) => {
        const branch = threads[at];
        const ok = branch !== undefined && (await this.#steps(steps, branch));
        if (!ok) stop.abort();
        return ok;
      }),
    );
    const unmatched = thread.join(threads, this.#links.values());
    if (!results.every(Boolean)) return fail('A branch failed.');
    const [first] = unmatched;
    if (first === undefined || this.#order !== 'strict' || thread.branch) return done;
    return fail(`The order is strict, and no branch matched this message: ${excerptOf(first.message)}`);
  }

  get #order(): 'strict' | 'skip' {
    return this.#sequence.defaults?.order ?? 'skip';
  }

  /** The connection of a step: a sequence without one of its own has the first named one for that. */
  #nameFor({ on }: Pick<Step, 'on'>): string | undefined {
    return on ?? this.#names[0];
  }

  /** Whether a later step reads messages or waits for the end; in a repetition, whether any step does. */
  #endForeseen(index: number, thread: Thread): boolean {
    const later = thread.round.length > 0 ? this.#listed : this.#listed.slice(index + 1);
    return later.some(({ step }) => ['expectClose', 'expect', 'reconnect'].includes(step.kind));
  }

  /** In strict order: what came and no step has matched. */
  #leftUnmatched(thread: Thread): string | undefined {
    if (this.#order !== 'strict') return undefined;
    for (const link of this.#links.values()) {
      const kept = thread.cursor(link).peek(0);
      if (kept !== undefined) return `The order is strict, and this message was left: ${excerptOf(kept.message)}`;
    }
    return undefined;
  }
}
