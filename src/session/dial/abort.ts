import { type CancelSignal, Cancellation } from '../../base/cancellation.ts';
import type { Failure, PhaseName } from '../../diagnosis/evidence.ts';
import { AttemptFailure } from '../attemptFailure.ts';

/** Why the signal was raised. Whoever gives up gives an `AttemptFailure` as the reason; any other is our own mistake. */
export function abortReason(signal: CancelSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('Cancelled');
}

/** The same for the phase that was under way. */
export function abortedPhase(signal: CancelSignal): {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
} {
  const { reason } = signal as { readonly reason: unknown };
  const failure = reason instanceof AttemptFailure ? reason.failure : undefined;
  return { ok: false, code: failure?.code ?? 'CANCELLED', message: failure?.message ?? 'Given up.' };
}

interface Limit {
  /** Undefined for none. */
  readonly ms: number | undefined;
  readonly code: 'DNS_TIMEOUT' | 'CONNECT_TIMEOUT' | 'TLS_TIMEOUT';
  readonly waitingFor: PhaseName;
}

/** Does `work` with a signal that is raised when the outer one is, or when the step's own time is over. */
export function withLimit<T>(
  limit: Limit,
  signal: CancelSignal,
  work: (signal: CancelSignal) => Promise<T>,
): Promise<T> {
  return limit.ms === undefined ? work(signal) : limited(limit, limit.ms, signal, work);
}

async function limited<T>(
  { code, waitingFor }: Limit,
  ms: number,
  signal: CancelSignal,
  work: (signal: CancelSignal) => Promise<T>,
): Promise<T> {
  const own = new Cancellation();
  const failure: Failure = {
    stage: 'timeout',
    code,
    message: `The step "${waitingFor}" took longer than its ${ms} ms.`,
    waitingFor,
    timeoutMs: ms,
  };
  const timer = setTimeout(() => own.abort(new AttemptFailure(failure)), ms);
  const follow = (): void => own.abort(signal.reason);
  if (signal.aborted) follow();
  else signal.addEventListener('abort', follow, { once: true });
  try {
    return await work(own);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', follow);
  }
}
