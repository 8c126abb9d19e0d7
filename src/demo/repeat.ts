import type { WebSocket } from 'ws';

/** Calls `step` each `ms` milliseconds until the connection ends or `step` says false. */
export function repeatWhileOpen(webSocket: WebSocket, ms: number, step: () => boolean): void {
  const timer = setInterval(() => {
    const goOn = webSocket.readyState === webSocket.OPEN && step();
    if (!goOn) clearInterval(timer);
  }, ms);
  webSocket.once('close', () => {
    clearInterval(timer);
  });
}
