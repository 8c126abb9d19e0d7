import { retryAfterMs } from '../diagnosis/retryAfter.ts';
import type { Evidence } from '../diagnosis/evidence.ts';
import type { ReconnectOptions } from '../profiles/connectionOptions.ts';
import { optionSpec } from '../profiles/optionSpec.ts';

const { tries: triesSpec, delay: delaySpec, maxDelay: maxDelaySpec, jitter: jitterSpec } = optionSpec.reconnect.fields;

/** Whether it makes sense to try again: not after a clean close, and not after a 4xx, which says that the request is at fault. */
export function mayRetry({ failure, response, closing }: Evidence): boolean {
  if (failure?.stage === 'cancelled' || failure?.stage === 'url') return false;
  if (response !== undefined && response.status >= 400 && response.status < 500) return false;
  // We closed in good order because the server was silent: that is a lost connection all the same.
  return closing?.clean !== true || failure?.code === 'IDLE_TIMEOUT';
}

/** Milliseconds that the connection was open; 0 when it never was. */
export function stoodFor({ traffic: { openedMs, endedMs } }: Evidence): number {
  return openedMs === undefined || endedMs === undefined ? 0 : Math.max(0, endedMs - openedMs);
}

/** No wait between two tries is longer. */
export function longestWait(options: ReconnectOptions): number {
  return options.maxDelay ?? maxDelaySpec.default ?? 0;
}

/**
 * Milliseconds to wait before try number `number` (1 is the first one more), or undefined when no try is left. Each wait is twice the
 * one before, up to the longest; `random` (0 to 1) decides over the part that is left to chance.
 */
export function waitBefore(number: number, options: ReconnectOptions, random: number): number | undefined {
  if (number > (options.tries ?? triesSpec.default ?? 0)) return undefined;
  const delay = options.delay ?? delaySpec.default ?? 0;
  const longest = longestWait(options);
  const jitter = options.jitter ?? jitterSpec.default ?? 0;
  const whole = Math.min(longest, delay * 2 ** (number - 1));
  return Math.round(whole * (1 - jitter * random));
}

const SERVICE_UNAVAILABLE = 503;
/** Longer than that a server does not keep us waiting: whoever wants to wait longer connects anew. */
const LONGEST_ASKED_MS = 5 * 60_000;

/** Milliseconds that a 503 asks to stay away for (RFC 9110 §15.6.4), at most five minutes; undefined when it does not say. */
export function askedToWait(evidence: Evidence, now: number): number | undefined {
  if (evidence.response?.status !== SERVICE_UNAVAILABLE) return undefined;
  const asked = retryAfterMs(evidence, now);
  return asked === undefined ? undefined : Math.min(asked, LONGEST_ASKED_MS);
}
