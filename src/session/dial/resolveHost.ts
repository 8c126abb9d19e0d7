import { Resolver, lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { CancelSignal } from '../../base/cancellation.ts';
import type { AddressFamily } from '../../profiles/connectionOptions.ts';
import { AttemptFailure, errorCode, errorMessage } from '../attemptFailure.ts';
import type { PhaseLog } from '../phaseLog.ts';
import { abortReason, abortedPhase } from './abort.ts';

export interface Resolving {
  readonly family?: AddressFamily;
  /** Name servers to ask in place of the system's resolver. */
  readonly servers?: readonly string[];
}

const families = { any: 0, ipv4: 4, ipv6: 6 } as const;

/** The addresses of a host in the resolver's order. An address literal needs no resolver and leaves no phase. */
export async function resolveHost(
  host: string,
  { family = 'any', servers = [] }: Resolving,
  log: PhaseLog,
  signal: CancelSignal,
): Promise<readonly string[]> {
  const literal = isIP(host);
  if (literal !== 0) {
    if (family === 'any' || families[family] === literal) return [host];
    const message = `${host} is no ${family === 'ipv4' ? 'IPv4' : 'IPv6'} address, and only such addresses are to be tried.`;
    throw new AttemptFailure({ stage: 'dns', code: 'ADDRESS_FAMILY', message });
  }
  const asked = servers.length > 0 && !isLocal(host) ? servers : undefined;
  const facts = { name: 'dns', host, ...(asked === undefined ? {} : { servers: asked }) } as const;
  const finish = log.begin('dns');
  try {
    const addresses = await (asked === undefined
      ? abandonOnAbort(bySystem(host, family), signal)
      : byServers(host, family, asked, signal));
    finish({ ...facts, addresses, ok: true });
    return addresses;
  } catch (error) {
    if (signal.aborted) {
      finish({ ...facts, addresses: [], ...abortedPhase(signal) });
      throw abortReason(signal);
    }
    const code = errorCode(error);
    const message = errorMessage(error);
    finish({ ...facts, addresses: [], ok: false, code, message });
    throw new AttemptFailure({ stage: 'dns', code, message }, error);
  }
}

/** RFC 6761 §6.3: names below `localhost` are never asked of a name server. */
const isLocal = (host: string): boolean => /(^|\.)localhost\.?$/i.test(host);

async function bySystem(host: string, family: AddressFamily): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, order: 'verbatim', family: families[family] });
  return found.map(({ address }) => address);
}

/** Both kinds of address at once; IPv6 first, as RFC 6724 has it. */
async function byServers(
  host: string,
  family: AddressFamily,
  servers: readonly string[],
  signal: CancelSignal,
): Promise<readonly string[]> {
  const resolver = new Resolver();
  resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const answers = await Promise.allSettled([
      ...(family === 'ipv4' ? [] : [resolver.resolve6(host)]),
      ...(family === 'ipv6' ? [] : [resolver.resolve4(host)]),
    ]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    const errors = answers.flatMap((answer): unknown[] => (answer.status === 'rejected' ? [answer.reason] : []));
    // That there are no addresses of one kind says less than why the other could not be asked for.
    throw errors.find((error) => errorCode(error) !== 'ENODATA') ?? errors[0];
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** `dns.lookup` runs in the system's resolver and cannot be stopped: we stop waiting for it. */
function abandonOnAbort<T>(work: Promise<T>, signal: CancelSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(abortReason(signal));
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
