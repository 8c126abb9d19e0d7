import { type Socket, connect } from 'node:net';
import { AttemptFailure, errorCode, errorMessage } from './attemptFailure.ts';
import type { PhaseLog } from './phaseLog.ts';

/** RFC 8305 §5: how long one address has before the next is tried beside it. */
const HEAD_START_MS = 250;

/**
 * Connects to the first of the addresses that answers, each with a head start over the next (RFC 8305). Every try is a
 * phase of its own; the failure names the last error and, by the phases, all of them.
 */
export function connectTcp(
  addresses: readonly string[],
  port: number,
  log: PhaseLog,
  signal: AbortSignal,
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
      stop('CANCELLED', 'Given up before it was answered.');
      reject(signal.reason instanceof Error ? signal.reason : new Error('Cancelled'));
    };

    const tryNext = (): void => {
      clearTimeout(headStart);
      const address = addresses[next++];
      if (address === undefined) return;
      const finish = log.begin('tcp');
      const socket = connect({ host: address, port, noDelay: true, allowHalfOpen: true });
      const lose = (code: string, message: string): void => {
        finish({ name: 'tcp', address, port, ok: false, code, message });
      };
      racing.set(socket, lose);
      socket.once('connect', () => {
        racing.delete(socket);
        const { localPort } = socket;
        finish({ name: 'tcp', address, port, ...(localPort === undefined ? {} : { localPort }), ok: true });
        socket.removeListener('error', failed);
        stop('SUPERSEDED', 'Another address answered first.');
        resolve(socket);
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
