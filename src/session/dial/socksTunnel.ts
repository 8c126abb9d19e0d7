import type { Socket } from 'node:net';
import type { CancelSignal } from '../../base/cancellation.ts';
import { SocksClient } from 'socks';
import { AttemptFailure, errorMessage } from '../attemptFailure.ts';
import type { PhaseLog } from '../phaseLog.ts';
import { abortReason, abortedPhase } from './abort.ts';
import type { ProxyChoice } from './chooseProxy.ts';

/**
 * A tunnel to the target through a SOCKS proxy that `socket` leads to (RFC 1928 and RFC 1929 for version 5). The bytes that come
 * right behind the proxy's answer stay in the socket. Whoever asks for it gives up by `signal` after `timeoutMs`.
 */
export function socksTunnel(
  socket: Socket,
  proxy: ProxyChoice,
  target: { readonly host: string; readonly port: number },
  log: PhaseLog,
  signal: CancelSignal,
  timeoutMs: number,
): Promise<Socket> {
  const finish = log.begin('proxy');
  const phase = { name: 'proxy', proxy: proxy.shown, kind: proxy.kind, from: proxy.from } as const;
  const { userinfo } = proxy;
  return new Promise((resolve, reject) => {
    let settled = false;
    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      signal.removeEventListener('abort', abort);
      return true;
    };
    const fail = (error: unknown): void => {
      if (!settle()) return;
      const message = errorMessage(error);
      const code = codeOf(message);
      finish({ ...phase, ok: false, code, message });
      reject(new AttemptFailure({ stage: 'proxy', code, message }, error));
    };
    const abort = (): void => {
      if (!settle()) return;
      socket.destroy();
      finish({ ...phase, ...abortedPhase(signal) });
      reject(abortReason(signal));
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    socket.once('end', () => fail(new Error('Socket closed')));
    SocksClient.createConnection({
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: proxy.kind === 'socks4' ? 4 : 5,
        ...(userinfo === undefined ? {} : { userId: userinfo.username, password: userinfo.password }),
      },
      command: 'connect',
      destination: target,
      existing_socket: socket,
      // The client insists on a limit of its own; it is to be later than ours, which can tell what was waited for.
      timeout: timeoutMs * 2,
    }).then(() => {
      if (!settle()) return;
      finish({ ...phase, ok: true });
      keepEarlyBytes(socket, () => resolve(socket));
    }, fail);
  });
}

/** The client lets the socket flow in the next turn of the event loop, whether somebody listens or not. */
function keepEarlyBytes(socket: Socket, done: () => void): void {
  const early: Buffer[] = [];
  const keep = (chunk: Buffer): void => void early.push(chunk);
  socket.on('data', keep);
  setImmediate(() => {
    socket.off('data', keep);
    socket.pause();
    if (early.length > 0) socket.unshift(Buffer.concat(early));
    done();
  });
}

/** The client tells its failures in words only. */
function codeOf(message: string): string {
  if (/authentication failed|no accepted authentication|unknown authentication/i.test(message))
    return 'PROXY_SOCKS_CREDENTIALS';
  if (/rejected/i.test(message)) return 'PROXY_SOCKS_REFUSED';
  if (/invalid/i.test(message)) return 'PROXY_NOT_SOCKS';
  if (/timed out/i.test(message)) return 'HANDSHAKE_TIMEOUT';
  if (/socket closed/i.test(message)) return 'PROXY_CLOSED';
  return /ECONNRESET/.test(message) ? 'ECONNRESET' : 'PROXY_SOCKS_FAILED';
}
