// Runs the steps one after the other on an open connection. The rules of waiting:
//  1. Every message of the server since the last matched one stays in order until an `expect` reads it; nothing that
//     comes between steps, or before the first one, is lost.
//  2. An `expect` takes the first of these that matches, whether it came already or comes within the time-out. What it
//     is to capture has to be there too: a message without that does not match.
//  3. Those before it are skipped: listed in the result, and gone for later steps. What came after it stays.
//  4. When the connection ends, what came before is read first; only then the waiting step fails, or `expectClose` holds.
//  5. The first step that fails ends the run; the steps after it are not run and have no result.
//  6. At most 100,000 messages or 64 MiB wait unread; beyond that the next `expect` that gets so far fails and says so.
// A time-out counts from the beginning of its step. The connection is left as it is when the run ends.
import { parseHex } from '../base/hex.ts';
import type { Clock } from './clock.ts';
import { Expectation, type Verdict, describeClose } from './expectMessage.ts';
import { Inbox, type InboxLimits, defaultLimits } from './inbox.ts';
import { type Variables, fillJson, fillText, missingVariables } from './interpolate.ts';
import type { ReplayConnection } from './replayConnection.ts';
import type { ExpectStep, Json, SendStep, Sequence, Step, StepResult } from './sequence.ts';
import { stepTitle } from './stepTitle.ts';
import { type Waited, waitFor } from './waiting.ts';

export type { ReplayConnection };

export interface RunOptions {
  readonly clock: Clock;
  /** Stops the run at once; the step at work fails, saying so. */
  readonly signal?: AbortSignal;
  /** Called as each step ends, failed ones too. */
  readonly onStep?: (result: StepResult) => void;
  readonly limits?: InboxLimits;
}

export interface RunResult {
  readonly ok: boolean;
  /** The steps that were run, in order. */
  readonly steps: readonly StepResult[];
}

/** A peer that takes nothing for this long is stuck. */
const sendTimeoutMs = 30_000;
/** Messages of one step may be judged this long after its time-out, when very many came at once. */
const graceMs = 1_000;

/** Never rejects because of the server or the network, and always settles. */
export async function runSequence(
  sequence: Sequence,
  connection: ReplayConnection,
  options: RunOptions,
): Promise<RunResult> {
  const inbox = new Inbox(connection, options.limits ?? defaultLimits);
  try {
    return await new Run(sequence, connection, options, inbox).steps();
  } finally {
    inbox.dispose();
  }
}

/** What a step came to; `problem` is there when it failed. */
type Outcome = Pick<StepResult, 'problem' | 'skipped' | 'message'>;

const done: Outcome = { skipped: [] };
const stopped = 'The run was stopped before this step was done.';

class Run {
  readonly #sequence: Sequence;
  readonly #connection: ReplayConnection;
  readonly #options: RunOptions;
  readonly #inbox: Inbox;
  readonly #variables: Map<string, Json>;

  constructor(sequence: Sequence, connection: ReplayConnection, options: RunOptions, inbox: Inbox) {
    this.#sequence = sequence;
    this.#connection = connection;
    this.#options = options;
    this.#inbox = inbox;
    this.#variables = new Map(Object.entries(sequence.variables));
  }

  async steps(): Promise<RunResult> {
    const { clock, onStep, signal } = this.#options;
    const results: StepResult[] = [];
    for (const [index, step] of this.#sequence.steps.entries()) {
      if (signal?.aborted === true) return { ok: false, steps: results };
      if (!this.#remaining(index).includes('expect')) this.#inbox.stopKeeping();
      const startedAt = clock.now();
      const outcome = await this.#run(step, index);
      const ok = outcome.problem === undefined;
      const durationMs = clock.now() - startedAt;
      const result: StepResult = { index, kind: step.kind, ok, durationMs, title: stepTitle(step), ...outcome };
      results.push(result);
      onStep?.(result);
      if (!ok) return { ok, steps: results };
    }
    return { ok: true, steps: results };
  }

  #run(step: Step, index: number): Promise<Outcome> {
    switch (step.kind) {
      case 'send':
        return this.#send(step);
      case 'expect':
        return this.#expect(step);
      case 'wait':
        return this.#wait(step.ms, index);
      case 'ping':
        return this.#ping(step.payload);
      case 'close':
        return Promise.resolve(this.#close(step.code, step.reason));
      case 'expectClose':
        return this.#expectClose(step.code, step.timeout);
    }
  }

  async #send({ payload }: SendStep): Promise<Outcome> {
    const encoded = encode(payload, this.#variables);
    if ('problem' in encoded) return fail(encoded.problem);
    return this.#handOver('message', () => this.#connection.send(encoded.kind, encoded.bytes));
  }

  async #ping(text: string): Promise<Outcome> {
    const { value, missing } = fillText(text, this.#variables);
    if (missing.length > 0) return fail(missingVariables(missing));
    const bytes = new TextEncoder().encode(value);
    // RFC 6455 §5.5: control frames carry at most 125 bytes.
    if (bytes.length > 125) return fail(`The ping is ${bytes.length} bytes long; it may have 125 (RFC 6455 §5.5).`);
    return this.#handOver('ping', async () => {
      await this.#connection.ping(bytes);
      return undefined;
    });
  }

  /** Gives something to the connection and waits until it is taken, the connection ends, or the run is stopped. */
  async #handOver(what: string, give: () => Promise<number | undefined>): Promise<Outcome> {
    if (this.#inbox.close !== undefined) return fail(`${describeClose(this.#inbox.close)} before this could be sent.`);
    let taken: Outcome | undefined;
    let tell: (() => void) | undefined;
    const giving = async (): Promise<void> => {
      try {
        const message = await give();
        taken = message === undefined ? done : { ...done, message };
      } catch (error) {
        taken = fail(`The ${what} could not be sent: ${error instanceof Error ? error.message : String(error)}`);
      }
      tell?.();
    };
    void giving();
    const waited = await this.#until(
      sendTimeoutMs,
      () => taken ?? this.#lostWhileSending(),
      (listener) => {
        tell = listener;
      },
    );
    if (waited.kind === 'done') return waited.value;
    return fail(waited.kind === 'aborted' ? stopped : `The server took nothing for ${sendTimeoutMs / 1_000} seconds.`);
  }

  #lostWhileSending(): Outcome | undefined {
    const { close } = this.#inbox;
    return close && fail(`${describeClose(close)} while this was being sent.`);
  }

  async #expect(step: ExpectStep): Promise<Outcome> {
    const expectation = Expectation.begin(step, this.#variables);
    if ('problem' in expectation) return fail(expectation.problem);
    const { clock } = this.#options;
    const latest = clock.now() + step.timeout + graceMs;
    const ask = (): Verdict | undefined => {
      for (let message = this.#inbox.next(); message !== undefined; message = this.#inbox.next()) {
        const verdict = expectation.offer(message);
        if (verdict !== undefined) return verdict;
        if (clock.now() > latest) return { kind: 'failed', problem: expectation.timedOut() };
      }
      if (this.#inbox.overflowed) return { kind: 'failed', problem: expectation.flooded() };
      const { close } = this.#inbox;
      return close && { kind: 'failed', problem: expectation.lost(close) };
    };
    const waited = await this.#until(step.timeout, ask);
    const { skipped } = expectation;
    if (waited.kind === 'aborted') return { problem: stopped, skipped };
    if (waited.kind === 'timeout') return { problem: expectation.timedOut(), skipped };
    const verdict = waited.value;
    if (verdict.kind === 'failed') return { problem: verdict.problem, skipped };
    const { message, captured } = verdict;
    for (const [name, value] of captured) this.#variables.set(name, value);
    return { skipped, message: message.number };
  }

  async #wait(ms: number, index: number): Promise<Outcome> {
    // An end that a later step waits for, or that leaves messages to read, is no loss.
    const foreseen = this.#remaining(index + 1).some((kind) => kind === 'expectClose' || kind === 'expect');
    const ask = () => (foreseen ? undefined : this.#inbox.close);
    const waited = await this.#until(ms, ask);
    if (waited.kind === 'timeout') return done;
    return fail(waited.kind === 'aborted' ? stopped : `${describeClose(waited.value)} during this wait.`);
  }

  #close(code: number | undefined, reason: string): Outcome {
    const { value, missing } = fillText(reason, this.#variables);
    if (missing.length > 0) return fail(missingVariables(missing));
    const { close } = this.#inbox;
    if (close !== undefined) return fail(`${describeClose(close)} before this side could.`);
    try {
      if (code === undefined) this.#connection.close();
      else this.#connection.close(code, value);
      return done;
    } catch (error) {
      return fail(`The connection could not be closed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  async #expectClose(code: number | undefined, timeout: number): Promise<Outcome> {
    const waited = await this.#until(timeout, () => this.#inbox.close);
    if (waited.kind === 'aborted') return fail(stopped);
    if (waited.kind === 'timeout') return fail(`The connection was not closed within ${timeout} ms.`);
    if (code === undefined || waited.value.code === code) return done;
    return fail(`${describeClose(waited.value)}; code ${code} was expected, and it is ${waited.value.code}.`);
  }

  #until<T>(timeout: number, ask: () => T | undefined, also?: (listener: () => void) => void): Promise<Waited<T>> {
    const { clock, signal } = this.#options;
    return waitFor(ask, {
      clock,
      signal,
      timeout,
      onChange: (listener) => {
        also?.(() => listener(undefined));
        return this.#inbox.onChange(listener);
      },
    });
  }

  /** The kinds of the steps from this one on. */
  #remaining(index: number): readonly Step['kind'][] {
    return this.#sequence.steps.slice(index).map(({ kind }) => kind);
  }
}

function fail(problem: string): Outcome {
  return { problem, skipped: [] };
}

type Encoded = { readonly kind: 'text' | 'binary'; readonly bytes: Uint8Array } | { readonly problem: string };

function encode(payload: SendStep['payload'], variables: Variables): Encoded {
  switch (payload.as) {
    case 'text': {
      const { value, missing } = fillText(payload.text, variables);
      return missing.length > 0 ? { problem: missingVariables(missing) } : textOf(value);
    }
    case 'json': {
      const { value, missing } = fillJson(payload.json, variables);
      return missing.length > 0 ? { problem: missingVariables(missing) } : textOf(JSON.stringify(value));
    }
    case 'hex': {
      const { value, missing } = fillText(payload.hex, variables);
      if (missing.length > 0) return { problem: missingVariables(missing) };
      const parsed = parseHex(value);
      return parsed.ok ? { kind: 'binary', bytes: parsed.bytes } : { problem: parsed.message };
    }
  }
}

function textOf(text: string): Encoded {
  return { kind: 'text', bytes: new TextEncoder().encode(text) };
}
