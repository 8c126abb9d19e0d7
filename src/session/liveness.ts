import type { WebSocket } from 'ws';
import type { Failure } from '../diagnosis/evidence.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';

const CLOSE_GOING_AWAY = 1001;

/** Watches over an open connection: Pings of ours, and silence of the server's. */
export interface Liveness {
  /** The server sent something. */
  heard(): void;
  stop(): void;
}

/**
 * Pings as `keepAlive` asks for, and ends the connection when no Pong comes (`lost`) or the server is silent for too long: then by a
 * Close, as nothing says that the connection is broken.
 */
export function watchOver(
  endpoint: WebSocket,
  { keepAlive = {}, idleTimeout }: ConnectionOptions,
  lost: (failure: Failure) => void,
): Liveness {
  const { interval = 0, payload = '', timeout } = keepAlive;
  let pongDue: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;

  const ping = (): void => {
    // A Close may be under way: there is nothing to keep alive then.
    if (endpoint.readyState !== endpoint.OPEN) return;
    endpoint.ping(payload);
    if (timeout === undefined || pongDue !== undefined) return;
    pongDue = setTimeout(() => {
      const message = `No Pong came within ${timeout} ms of our Ping.`;
      lost({ stage: 'timeout', code: 'PONG_TIMEOUT', message, timeoutMs: timeout });
      endpoint.terminate();
    }, timeout);
  };
  const beat = interval > 0 ? setInterval(ping, interval) : undefined;
  if (beat !== undefined) {
    endpoint.on('pong', () => {
      clearTimeout(pongDue);
      pongDue = undefined;
    });
  }

  const armIdle = (): void => {
    if (idleTimeout === undefined) return;
    idle = setTimeout(() => {
      idle = undefined;
      const message = `The server sent nothing for ${idleTimeout} ms.`;
      lost({ stage: 'timeout', code: 'IDLE_TIMEOUT', message, timeoutMs: idleTimeout });
      endpoint.close(CLOSE_GOING_AWAY, 'idle');
    }, idleTimeout);
  };
  armIdle();

  return {
    // `refresh` begins the wait anew and makes nothing: it is called for every chunk.
    heard: () => void idle?.refresh(),
    stop: () => {
      clearInterval(beat);
      clearTimeout(pongDue);
      clearTimeout(idle);
    },
  };
}
