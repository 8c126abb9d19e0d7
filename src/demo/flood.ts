import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { textAnswer } from './httpAnswer.ts';
import type { WebSocketRoute } from './route.ts';
import { serverFrame } from './serverFrame.ts';

/** `rate` frames a second (0: as many as the socket takes), payloads of `size` bytes, `count` of them in all (0: no end). */
export interface FloodPlan {
  readonly rate: number;
  readonly size: number;
  readonly count: number;
}

const limits = { rate: 1_000_000, size: 16 * 1024 * 1024, count: Number.MAX_SAFE_INTEGER };
const defaults: FloodPlan = { rate: 1000, size: 64, count: 0 };
const textFrame = 0x81;
const batchBytes = 64 * 1024;
const tickMs = 10;

/** The plan of `?rate=&size=&count=`, or the sentence that says which of them is wrong. */
export function parseFloodPlan(search: URLSearchParams): FloodPlan | string {
  const plan: Record<keyof FloodPlan, number> = { ...defaults };
  for (const name of ['rate', 'size', 'count'] as const) {
    const text = search.get(name);
    if (text === null || text === '') continue;
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= limits[name])) return `${name} has to be a whole number from 0 to ${limits[name]}, not "${text}".`;
    plan[name] = value;
  }
  return plan;
}

/** The number in decimal, a space, then dots up to `size` bytes; the number is never cut. */
export const floodPayload = (number: number, size: number): string => {
  const digits = String(number);
  return digits.length >= size ? digits : `${digits} `.padEnd(size, '.');
};

/** Frames `first`, `first + 1` … in one piece of about 64 KiB; at least one, at most `most`. */
function batch(first: number, most: number, size: number): { readonly bytes: Uint8Array; readonly frames: number } {
  const pieces: Uint8Array[] = [];
  for (let length = 0; pieces.length < most && length < batchBytes;) {
    const piece = serverFrame(textFrame, Buffer.from(floodPayload(first + pieces.length, size)));
    pieces.push(piece);
    length += piece.length;
  }
  return { bytes: Buffer.concat(pieces), frames: pieces.length };
}

/**
 * Writes whole frames straight to the socket, many at once: through `ws` each frame would cost two writes. What `ws` sends
 * meanwhile (pongs, Close) falls between them. After a write that the socket did not take at once it waits for `drain`.
 */
function pour(webSocket: WebSocket, socket: Socket, plan: FloodPlan): void {
  const started = performance.now();
  const total = plan.count === 0 ? Number.POSITIVE_INFINITY : plan.count;
  let sent = 0;
  let timer: NodeJS.Timeout | NodeJS.Immediate | undefined;

  const due = () =>
    plan.rate === 0 ? total : Math.min(total, Math.floor(((performance.now() - started) * plan.rate) / 1000));
  const next = () => {
    timer = plan.rate === 0 ? setImmediate(step) : setTimeout(step, tickMs);
  };
  const step = () => {
    while (webSocket.readyState === webSocket.OPEN && sent < due()) {
      const { bytes, frames } = batch(sent + 1, due() - sent, plan.size);
      sent += frames;
      if (!socket.write(bytes)) {
        socket.once('drain', step);
        return;
      }
      // One batch a turn, so that other connections are served too.
      if (plan.rate === 0) break;
    }
    if (webSocket.readyState === webSocket.OPEN && sent < total) next();
  };

  webSocket.once('close', () => {
    clearTimeout(timer as NodeJS.Timeout | undefined);
    clearImmediate(timer as NodeJS.Immediate | undefined);
    socket.off('drain', step);
  });
  next();
}

export const flood: WebSocketRoute = {
  kind: 'websocket',
  path: '/flood',
  example: '/flood?rate=5000&size=100&count=50000',
  shows:
    'Numbered text frames: ?rate= a second (0: as fast as you read, 1000 when left out), ?size= bytes (64), ?count= in all (no end), then it stays open.',
  refuse: (visit) => {
    const plan = parseFloodPlan(visit.url.searchParams);
    return typeof plan === 'string' ? textAnswer(400, [plan]) : undefined;
  },
  serve: (webSocket, visit, socket) => {
    const plan = parseFloodPlan(visit.url.searchParams);
    if (typeof plan !== 'string') pour(webSocket, socket, plan);
  },
};
