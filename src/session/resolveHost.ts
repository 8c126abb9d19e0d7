import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { AttemptFailure, errorCode, errorMessage } from './attemptFailure.ts';
import type { PhaseLog } from './phaseLog.ts';

/** The addresses of a host in the resolver's order. An address literal needs no resolver and leaves no phase. */
export async function resolveHost(host: string, log: PhaseLog, signal: AbortSignal): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const finish = log.begin('dns');
  try {
    const found = await abandonOnAbort(lookup(host, { all: true, order: 'verbatim' }), signal);
    const addresses = found.map(({ address }) => address);
    finish({ name: 'dns', host, addresses, ok: true });
    return addresses;
  } catch (error) {
    if (signal.aborted) {
      finish({ name: 'dns', host, addresses: [], ok: false, code: 'CANCELLED', message: 'Given up.' });
      throw error;
    }
    const code = errorCode(error);
    const message = errorMessage(error);
    finish({ name: 'dns', host, addresses: [], ok: false, code, message });
    throw new AttemptFailure({ stage: 'dns', code, message }, error);
  }
}

/** `dns.lookup` runs in the system's resolver and cannot be stopped: we stop waiting for it. */
function abandonOnAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled'));
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
