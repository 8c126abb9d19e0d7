import { type Captured, captureValues } from './capture.ts';
import { cutText, excerptOf } from './excerpt.ts';
import type { Variables } from './interpolate.ts';
import { type MessageTest, prepareMatcher } from './matcher.ts';
import type { CloseNotice, ReplayMessage } from './replayConnection.ts';
import type { ExpectStep } from './sequence.ts';

/** How many of the messages that were passed over are kept for show. */
const mostShown = 20;
/** How near a message is that lacks only what is to be captured. */
const almost = 0.99;

export type Verdict =
  | { readonly kind: 'matched'; readonly message: ReplayMessage; readonly captured: readonly Captured[] }
  | { readonly kind: 'failed'; readonly problem: string };

/** One `expect` at work: fed the server's messages in order until one matches. */
export class Expectation {
  readonly #step: ExpectStep;
  readonly #test: MessageTest;
  readonly #shown: string[] = [];
  #passed = 0;
  #nearest: { readonly likeness: number; readonly text: string; readonly difference: string } | undefined;

  private constructor(step: ExpectStep, test: MessageTest) {
    this.#step = step;
    this.#test = test;
  }

  /** Fills the variables in; the sentence tells why that or the matcher is no good. */
  static begin(step: ExpectStep, variables: Variables): Expectation | { readonly problem: string } {
    const prepared = prepareMatcher(step.matcher, variables);
    return prepared.ok ? new Expectation(step, prepared.test) : { problem: prepared.problem };
  }

  /** What was passed over, cut for show. */
  get skipped(): readonly string[] {
    const more = this.#passed - this.#shown.length;
    return more === 0 ? this.#shown : [...this.#shown, `… and ${more} more`];
  }

  /** Undefined when the message does not match and the next one may. */
  offer(message: ReplayMessage): Verdict | undefined {
    const result = this.#test(message);
    switch (result.kind) {
      case 'match': {
        const captured = captureValues(this.#step.capture, message, result.groups);
        if (captured.ok) return { kind: 'matched', message, captured: captured.values };
        this.#pass(message, almost, captured.problem);
        return undefined;
      }
      case 'error':
        return { kind: 'failed', problem: result.problem };
      case 'miss':
        this.#pass(message, result.likeness, result.difference);
        return undefined;
    }
  }

  /** What to say when the time is over. */
  timedOut(): string {
    return `No matching message came within ${this.#step.timeout} ms. ${this.#whatCame()}`;
  }

  /** What to say when nothing more can come. */
  lost(close: CloseNotice): string {
    return `${describeClose(close)} before a matching message came. ${this.#whatCame()}`;
  }

  /** What to say when messages were lost because too many came unread. */
  flooded(): string {
    return `The server sent more between two expects than is kept (100,000 messages or 64 MiB), and no matching message was among what was kept. ${this.#whatCame()}`;
  }

  #pass(message: ReplayMessage, likeness: number, difference: string): void {
    this.#passed += 1;
    if (this.#shown.length < mostShown) this.#shown.push(excerptOf(message));
    // Of equally near ones the last is the likeliest answer.
    if (this.#nearest !== undefined && likeness < this.#nearest.likeness) return;
    this.#nearest = { likeness, text: excerptOf(message), difference };
  }

  #whatCame(): string {
    if (this.#nearest === undefined) return 'No message came at all.';
    const came = this.#passed === 1 ? 'One message came' : `${this.#passed} messages came; the nearest`;
    return `${came}: ${this.#nearest.text}. It differs: ${this.#nearest.difference}.`;
  }
}

/** The beginning of a sentence: who ended the connection and how. */
export function describeClose({ code, reason, by, problem }: CloseNotice): string {
  const said = reason === '' ? '' : ` "${cutText(reason)}"`;
  const why = problem === undefined ? '' : ` (${problem.replace(/\.$/, '')})`;
  if (by === 'server') return `The server closed the connection with code ${code}${said}${why}`;
  if (by === 'client') return `The connection was closed from this side with code ${code}${said}${why}`;
  return `The connection was lost${why}`;
}
