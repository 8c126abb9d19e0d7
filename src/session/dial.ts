import type { Socket } from 'node:net';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import type { ProxyAnswer } from '../diagnosis/evidence.ts';
import { connectProxy } from './connectProxy.ts';
import { connectTcp } from './connectTcp.ts';
import type { PhaseLog } from './phaseLog.ts';
import { resolveHost } from './resolveHost.ts';
import { startTls } from './startTls.ts';
import type { Target } from './target.ts';

/**
 * From a URL to a socket ready for the opening handshake: DNS, TCP, proxy and TLS as separate timed steps, each leaving its
 * evidence in the log. Fails with an `AttemptFailure`, or with the signal's reason when it is aborted.
 */
export async function dial(
  target: Target,
  options: ConnectionOptions,
  log: PhaseLog,
  signal: AbortSignal,
  proxyAnswered: (answer: ProxyAnswer) => void = () => undefined,
): Promise<Socket> {
  const socket =
    options.proxy === undefined
      ? await connectTcp(await resolveHost(target.host, log, signal), target.port, log, signal)
      : await connectProxy(options.proxy, target, log, signal, proxyAnswered);
  return target.secure ? startTls(socket, target.host, options.tls ?? {}, log, signal) : socket;
}
