import { type Socket, isIP } from 'node:net';
import type { CancelSignal } from '../../base/cancellation.ts';
import type { ProxyAnswer } from '../../diagnosis/evidence.ts';
import type { ConnectionOptions, TlsOptions } from '../../profiles/connectionOptions.ts';
import { parseHostPort } from '../../profiles/hostPort.ts';
import type { NetworkSettings } from '../../profiles/network.ts';
import type { PhaseLog } from '../phaseLog.ts';
import { withLimit } from './abort.ts';
import type { ProxyChoice } from './chooseProxy.ts';
import { type Ready, connectTcp, connectUnix } from './connectTcp.ts';
import { httpTunnel } from './httpTunnel.ts';
import { resolveHost } from './resolveHost.ts';
import { socksTunnel } from './socksTunnel.ts';
import { startTls } from './startTls.ts';
import type { Target } from './target.ts';
import { secureContext } from './trust.ts';

export interface Dialling {
  readonly target: Target;
  readonly options: ConnectionOptions;
  readonly network: NetworkSettings;
  readonly proxy: ProxyChoice | undefined;
  /** For the whole of it; each step's own limit is in the options. */
  readonly timeoutMs: number;
  readonly log: PhaseLog;
  readonly signal: CancelSignal;
  /** Told what a proxy answered to CONNECT, also when it refused. */
  readonly proxyAnswered?: (answer: ProxyAnswer) => void;
  /** Told the certificates of a server that does not verify, as PEM texts, leaf first. */
  readonly presented?: (chain: readonly string[]) => void;
  /** Given the socket as soon as it is connected, when it needs neither proxy nor TLS. */
  readonly ready?: Ready;
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * From a URL to a socket ready for the opening handshake: DNS, TCP, proxy and TLS as separate timed steps, each leaving its
 * evidence in the log. Fails with an `AttemptFailure`, or with the signal's reason when it is aborted.
 */
export function dial(dialling: Dialling): Promise<Socket> {
  const { target, options, proxy, log, signal } = dialling;
  const ready = target.secure ? undefined : dialling.ready;
  const connecting =
    target.socketPath !== undefined
      ? connectUnix(target.socketPath, log, signal, ready)
      : proxy === undefined
        ? reach(placeOf(target, options.connectTo), dialling, ready)
        : tunnel(proxy, dialling);
  // Handed on as it is: each promise more would keep the request waiting.
  return target.secure ? secured(connecting, dialling) : connecting;
}

async function secured(connecting: Promise<Socket>, dialling: Dialling): Promise<Socket> {
  const { target, options, network, log, signal, presented = () => undefined } = dialling;
  const context = secureContext(options.tls ?? {}, network);
  // What is wrong with it is told by whoever needs it, if it comes to that.
  context.catch(() => undefined);
  const socket = await connecting;
  return withLimit({ ms: options.tlsTimeout, code: 'TLS_TIMEOUT', waitingFor: 'tls' }, signal, (limited) =>
    startTls(
      socket,
      { peer: 'server', host: target.host, context, presented },
      options.tls ?? {},
      network,
      log,
      limited,
    ),
  );
}

/** `connectTo` has been checked already. */
function placeOf(target: Target, connectTo: string | undefined): Place {
  const other = connectTo === undefined ? undefined : parseHostPort(connectTo);
  return { host: other?.host ?? target.host, port: other?.port ?? target.port };
}

function reach(place: Place, dialling: Dialling, ready?: Ready): Promise<Socket> {
  const { options } = dialling;
  // An address is dialled at once, in this very turn.
  const literal = isIP(place.host) !== 0 && (options.addressFamily ?? 'any') === 'any';
  const connectTo = (addresses: readonly string[]): Promise<Socket> =>
    connectAny(addresses, place.port, dialling, ready);
  return literal ? connectTo([place.host]) : resolve(place.host, dialling).then(connectTo);
}

function connectAny(
  addresses: readonly string[],
  port: number,
  dialling: Dialling,
  ready: Ready | undefined,
): Promise<Socket> {
  const { options, log, signal } = dialling;
  return withLimit({ ms: options.connectTimeout, code: 'CONNECT_TIMEOUT', waitingFor: 'tcp' }, signal, (limited) =>
    connectTcp(addresses, port, options, log, limited, ready),
  );
}

function resolve(host: string, { options, log, signal }: Dialling): Promise<readonly string[]> {
  const { addressFamily: family, dnsServers: servers } = options;
  const resolving = { ...(family === undefined ? {} : { family }), ...(servers === undefined ? {} : { servers }) };
  return withLimit({ ms: options.dnsTimeout, code: 'DNS_TIMEOUT', waitingFor: 'dns' }, signal, (limited) =>
    resolveHost(host, resolving, log, limited),
  );
}

async function tunnel(proxy: ProxyChoice, dialling: Dialling): Promise<Socket> {
  const { target, options, network, log, signal, proxyAnswered = () => undefined } = dialling;
  const place = placeOf(target, options.connectTo);
  const plain = await reach(proxy, dialling);
  if (proxy.kind === 'http' || proxy.kind === 'https') {
    const socket =
      proxy.kind === 'http'
        ? plain
        : await startTls(plain, { peer: 'proxy', host: proxy.host }, proxyTls(proxy, options), network, log, signal);
    return httpTunnel(socket, proxy, place, log, signal, proxyAnswered);
  }
  const host = proxy.resolvesNames ? place.host : await firstAddress(place.host, proxy, dialling, plain);
  return socksTunnel(plain, proxy, { host, port: place.port }, log, signal, dialling.timeoutMs);
}

/** Of the options for the server only the authorities count for its proxy too. */
const proxyTls = ({ verify }: ProxyChoice, { tls }: ConnectionOptions): TlsOptions => ({
  verify,
  ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
});

/** For a proxy that is given addresses; SOCKS 4 knows those of IPv4 only. */
async function firstAddress(host: string, proxy: ProxyChoice, dialling: Dialling, socket: Socket): Promise<string> {
  const options = proxy.kind === 'socks4' ? { ...dialling.options, addressFamily: 'ipv4' as const } : dialling.options;
  const broken = (): void => undefined;
  // The proxy may hang up meanwhile; the tunnel tells of it.
  socket.on('error', broken);
  try {
    const [address = host] = await resolve(host, { ...dialling, options });
    return address;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    socket.off('error', broken);
  }
}
