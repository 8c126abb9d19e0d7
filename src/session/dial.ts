import type { Socket } from 'node:net';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { connectTcp } from './connectTcp.ts';
import type { PhaseLog } from './phaseLog.ts';
import { resolveHost } from './resolveHost.ts';
import { startTls } from './startTls.ts';
import type { Target } from './target.ts';

/**
 * From a URL to a socket ready for the opening handshake: DNS, TCP and TLS as separate timed steps, each leaving its
 * evidence in the log. Fails with an `AttemptFailure`, or with the signal's reason when it is aborted.
 */
export async function dial(
  target: Target,
  options: ConnectionOptions,
  log: PhaseLog,
  signal: AbortSignal,
): Promise<Socket> {
  const addresses = await resolveHost(target.host, log, signal);
  const socket = await connectTcp(addresses, target.port, log, signal);
  return target.secure ? startTls(socket, target.host, options.tls ?? {}, log, signal) : socket;
}
