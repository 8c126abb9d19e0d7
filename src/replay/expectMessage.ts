import { type Captured, captureValues } from './capture.ts';
import { describeClose } from './describeClose.ts';
import { excerptOf } from './excerpt.ts';
import type { Variables } from './interpolate.ts';
import { type MessageTest, prepareMatcher } from './matcher.ts';
import { type MissTexts, missTexts } from './nearMiss.ts';
import type { CloseNotice, ReplayMessage } from './replayConnection.ts';
import type { ExpectStep, Matcher } from './sequence.ts';

/** How many of the messages that were passed over are kept for show. */
const mostShown = 20;
/** How near a message is that lacks only what is to be captured. */
const almost = 0.99;
const counted: Verdict = { kind: 'counted' };

export type Verdict =
  | { readonly kind: 'matched'; readonly message: ReplayMessage; readonly captured: readonly Captured[] }
  /** It matches, and more of its kind are wanted. */
  | { readonly kind: 'counted' }
  | { readonly kind: 'failed'; readonly problem: string };

/** One `expect` at work: fed the server's messages in order until one matches. */
export class Expectation {
  readonly #step: ExpectStep;
  readonly #test: MessageTest;
  readonly #filled: Matcher;
  readonly #shown: string[] = [];
  /** When those that matched came; only the last `count` matter. */
  readonly #times: number[] = [];
  #matched = 0;
  #passed = 0;
  #nearest:
    | {
        readonly likeness: number;
        readonly text: string;
        readonly difference: string;
        readonly message: ReplayMessage;
      }
    | undefined;

  private constructor(step: ExpectStep, test: MessageTest, filled: Matcher) {
    this.#step = step;
    this.#test = test;
    this.#filled = filled;
  }

  /** Fills the variables in; the sentence tells why that or the matcher is no good. */
  static begin(step: ExpectStep, variables: Variables): Expectation | { readonly problem: string } {
    const prepared = prepareMatcher(step.matcher, variables);
    return prepared.ok ? new Expectation(step, prepared.test, prepared.filled) : { problem: prepared.problem };
  }

  /** What was passed over, cut for show. */
  get skipped(): readonly string[] {
    const more = this.#passed - this.#shown.length;
    return more === 0 ? this.#shown : [...this.#shown, `… and ${more} more`];
  }

  /** What was wanted and the nearest miss, to be compared line by line. */
  get texts(): MissTexts {
    return missTexts(this.#filled, this.#nearest?.message);
  }

  /** Undefined when the message does not match and the next one may. `at` is in milliseconds on any clock. */
  offer(message: ReplayMessage, at = 0): Verdict | undefined {
    const result = this.#test(message);
    switch (result.kind) {
      case 'match': {
        const captured = captureValues(this.#step.capture, message, result.groups);
        if (captured.ok) return this.#count(at) ? { kind: 'matched', message, captured: captured.values } : counted;
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
    const { count = 1, timeout, within } = this.#step;
    if (count === 1) return `No matching message came within ${timeout} ms. ${this.#whatCame()}`;
    const together = within === undefined ? '' : `, never ${count} of them within ${within} ms`;
    return `${this.#matched} of ${count} matching messages came within ${timeout} ms${together}. ${this.#whatElseCame()}`;
  }

  /** What to say of a message that has to match and does not. */
  outOfOrder(): string {
    const { text = '', difference = '' } = this.#nearest ?? {};
    return `The order is strict, and this message came instead: ${text}. It differs: ${difference}.`;
  }

  /** What to say of a message that was not to come. */
  unwanted(message: ReplayMessage): string {
    return `A message came that was not to come: ${excerptOf(message)}`;
  }

  /** What to say when nothing more can come. */
  lost(close: CloseNotice): string {
    return `${describeClose(close)} before a matching message came. ${this.#whatCame()}`;
  }

  /** What to say when messages were lost because too many came unread. */
  flooded(): string {
    return `The server sent more between two expects than is kept (100,000 messages or 64 MiB), and no matching message was among what was kept. ${this.#whatCame()}`;
  }

  /** One more that matches: whether these are as many as wanted, and near enough to each other. */
  #count(at: number): boolean {
    const { count = 1, within = Infinity } = this.#step;
    this.#matched += 1;
    this.#times.push(at);
    if (this.#times.length > count) this.#times.shift();
    return this.#times.length === count && at - (this.#times[0] ?? at) <= within;
  }

  #pass(message: ReplayMessage, likeness: number, difference: string): void {
    this.#passed += 1;
    if (this.#shown.length < mostShown) this.#shown.push(excerptOf(message));
    // Of equally near ones the last is the likeliest answer.
    if (this.#nearest !== undefined && likeness < this.#nearest.likeness) return;
    this.#nearest = { likeness, text: excerptOf(message), difference, message };
  }

  #whatElseCame(): string {
    if (this.#passed === 0) return 'No other message came.';
    return `Beside them, ${this.#whatCame().replace(/^./, (first) => first.toLowerCase())}`;
  }

  #whatCame(): string {
    if (this.#nearest === undefined) return 'No message came at all.';
    const came = this.#passed === 1 ? 'One message came' : `${this.#passed} messages came; the nearest`;
    return `${came}: ${this.#nearest.text}. It differs: ${this.#nearest.difference}.`;
  }
}
