import { type NetConnectOpts, type Socket, connect } from 'node:net';
import type { CancelSignal } from '../../base/cancellation.ts';
import { AttemptFailure, errorCode, errorMessage } from '../attemptFailure.ts';
import type { PhaseLog } from '../phaseLog.ts';
import { abortReason, abortedPhase } from './abort.ts';
import { LendingSocket } from './lendingSocket.ts';

/** RFC 8305 §5: how long one address has before the next is tried beside it. */
const HEAD_START_MS = 250;

export interface TcpOptions {
  readonly localAddress?: string;
  readonly localPort?: number;
  readonly noDelay?: boolean;
  /** Idle milliseconds before TCP's own keep-alive; 0 for none. */
  readonly tcpKeepAlive?: number;
}

/**
 * Connects to the first of the addresses that answers, each with a head start over the next, the two families by turns (RFC 8305).
 * Every try is a phase of its own; the failure names the last error and, by the phases, all of them.
 */
export function connectTcp(
  addresses: readonly string[],
  port: number,
  options: TcpOptions,
  log: PhaseLog,
  signal: CancelSignal,
  ready?: Ready,
): Promise<Socket> {
  const { localAddress, localPort, tcpKeepAlive = 0 } = options;
  const connected = ready ?? ((socket: Socket) => stopDelay(socket, options));
  return race(interleaved(addresses), log, signal, connected, (address) => ({
    facts: { address, port, family: isIpv6(address) ? 'ipv6' : 'ipv4' },
    socket: socketTo(ready, {
      host: address,
      port,
      allowHalfOpen: true,
      ...(localAddress === undefined ? {} : { localAddress }),
      ...(localPort === undefined ? {} : { localPort }),
      ...(tcpKeepAlive > 0 ? { keepAlive: true, keepAliveInitialDelay: tcpKeepAlive } : {}),
    }),
  }));
}

/** Small segments do not wait for others (RFC 9293 §3.7.4), unless the user wants them to. */
export function stopDelay(socket: Socket, { noDelay = true }: TcpOptions): void {
  if (noDelay) socket.setNoDelay(true);
}

/** Connects to the socket of that path. */
export function connectUnix(path: string, log: PhaseLog, signal: CancelSignal, ready?: Ready): Promise<Socket> {
  return race([path], log, signal, ready, () => ({
    facts: { address: path, port: 0, family: 'unix' },
    socket: socketTo(ready, { path, allowHalfOpen: true }),
  }));
}

/** One on which TLS or a proxy's tunnel is going to be built reads as they expect it. */
const socketTo = (ready: Ready | undefined, options: NetConnectOpts): Socket =>
  ready === undefined ? connect(options) : LendingSocket.connect(options);

/** Of an address, that it is one being known. */
const isIpv6 = (address: string): boolean => address.includes(':');

/** RFC 8305 §4: the first family that the resolver named and the other one by turns, so that a dead one costs one head start. */
function interleaved(addresses: readonly string[]): readonly string[] {
  const [first] = addresses;
  if (first === undefined || addresses.length === 1) return addresses;
  const same = addresses.filter((address) => isIpv6(address) === isIpv6(first));
  const other = addresses.filter((address) => isIpv6(address) !== isIpv6(first));
  return same.flatMap((address, i) => [address, ...other.slice(i, i + 1)]).concat(other.slice(same.length));
}

function ownEnd({ localAddress, localPort }: Socket): { readonly localAddress?: string; readonly localPort?: number } {
  return {
    ...(localAddress === undefined ? {} : { localAddress }),
    ...(localPort === undefined ? {} : { localPort }),
  };
}

/**
 * Given the socket in the very turn in which it is connected, before whoever waits for the promise: it is used as it is, and lends what it
 * reads (`LendingSocket`). That its segments do not wait is left to whoever is given it: the first one has nothing to wait for.
 */
export type Ready = (socket: Socket) => void;

interface Try {
  readonly facts: { readonly address: string; readonly port: number; readonly family: 'ipv4' | 'ipv6' | 'unix' };
  readonly socket: Socket;
}

function race(
  addresses: readonly string[],
  log: PhaseLog,
  signal: CancelSignal,
  ready: Ready | undefined,
  dial: (address: string) => Try,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const racing = new Map<Socket, (code: string, message: string) => void>();
    const errors: unknown[] = [];
    let next = 0;
    let headStart: NodeJS.Timeout | undefined;

    const stop = (code: string, message: string): void => {
      clearTimeout(headStart);
      signal.removeEventListener('abort', abort);
      for (const [socket, lose] of racing) {
        lose(code, message);
        socket.destroy();
      }
      racing.clear();
    };
    const abort = (): void => {
      const { code, message } = abortedPhase(signal);
      stop(code, message);
      reject(abortReason(signal));
    };

    const tryNext = (): void => {
      clearTimeout(headStart);
      const address = addresses[next++];
      if (address === undefined) return;
      const finish = log.begin('tcp');
      const { facts, socket } = dial(address);
      const lose = (code: string, message: string): void => {
        finish({ name: 'tcp', ...facts, ok: false, code, message });
      };
      racing.set(socket, lose);
      socket.once('connect', () => {
        // Asked of the system once, behind the first bytes, and while the socket still knows.
        let own: ReturnType<typeof ownEnd> | undefined;
        finish(() => ({ name: 'tcp', ...facts, ...(own ??= ownEnd(socket)), ok: true }));
        racing.delete(socket);
        ready?.(socket);
        own ??= ownEnd(socket);
        resolve(socket);
        socket.removeListener('error', failed);
        stop('SUPERSEDED', 'Another address answered first.');
      });
      const failed = (error: Error): void => {
        if (!racing.delete(socket)) return;
        lose(errorCode(error), errorMessage(error));
        errors.push(error);
        if (next < addresses.length) tryNext();
        else if (racing.size === 0) {
          stop('', '');
          reject(new AttemptFailure({ stage: 'tcp', code: errorCode(error), message: errorMessage(error) }, errors));
        }
      };
      socket.once('error', failed);
      if (next < addresses.length) headStart = setTimeout(tryNext, HEAD_START_MS);
    };

    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    tryNext();
  });
}
