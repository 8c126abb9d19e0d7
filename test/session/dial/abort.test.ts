import { expect, test } from 'vitest';
import type { CancelSignal } from '../../../src/base/cancellation.ts';
import { AttemptFailure } from '../../../src/session/attemptFailure.ts';
import { abortReason, abortedPhase, withLimit } from '../../../src/session/dial/abort.ts';
import { openHandles } from '../loopback.ts';

const limit = { ms: 20, code: 'DNS_TIMEOUT', waitingFor: 'dns' } as const;

/** Work that ends by its signal alone. */
const endless = (signal: CancelSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(abortReason(signal))));

test('gives what the work gives, and leaves no timer', async () => {
  const before = openHandles();
  expect(await withLimit({ ...limit, ms: 60_000 }, new AbortController().signal, () => Promise.resolve(7))).toBe(7);
  expect(openHandles()).toEqual(before);
});

test('without a limit the outer signal is the work’s', async () => {
  const { signal } = new AbortController();
  expect(await withLimit({ ...limit, ms: undefined }, signal, (given) => Promise.resolve(given))).toBe(signal);
});

test('ends the work when its time is over, by a failure that names the step', async () => {
  const error: unknown = await withLimit(limit, new AbortController().signal, endless).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AttemptFailure);
  expect(error).toMatchObject({
    failure: { stage: 'timeout', code: 'DNS_TIMEOUT', waitingFor: 'dns', timeoutMs: 20 },
  });
});

test('passes the outer reason on, also when it was raised before', async () => {
  const reason = new AttemptFailure({ stage: 'cancelled', code: 'CANCELLED', message: 'Cancelled.' });
  const outer = new AbortController();
  const work = withLimit({ ...limit, ms: 60_000 }, outer.signal, endless);
  outer.abort(reason);
  await expect(work).rejects.toBe(reason);
  await withLimit({ ...limit, ms: 60_000 }, AbortSignal.abort(reason), (signal) => {
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toBe(reason);
    return Promise.resolve();
  });
});

test('tells the phase why it was given up', () => {
  const failure = new AttemptFailure({ stage: 'timeout', code: 'TLS_TIMEOUT', message: 'Too long.' });
  expect(abortedPhase(AbortSignal.abort(failure))).toEqual({ ok: false, code: 'TLS_TIMEOUT', message: 'Too long.' });
  expect(abortedPhase(AbortSignal.abort())).toEqual({ ok: false, code: 'CANCELLED', message: 'Given up.' });
});
