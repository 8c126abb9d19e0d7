import { textAnswer } from './httpAnswer.ts';
import type { Visit, WebSocketRoute } from './route.ts';
import { serverFrame } from './serverFrame.ts';

const closeFrame = 0x88;
/** A Close payload has 125 bytes, two of them the code (RFC 6455 §5.5). */
const maxReasonBytes = 123;

function closeCode(visit: Visit): number | undefined {
  const code = /^\d{1,5}$/.test(visit.parameter) ? Number(visit.parameter) : Number.NaN;
  return code <= 0xffff ? code : undefined;
}

/** Whether an endpoint may put the code into a Close frame (RFC 6455 §7.4 and the IANA registry). */
const maySend = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);

export const close: WebSocketRoute = {
  kind: 'websocket',
  path: '/close/<code>',
  example: '/close/1001',
  shows: 'Closes at once with that code, also with one that must never be sent; ?reason= sets the reason.',
  refuse: (visit) =>
    closeCode(visit) === undefined
      ? textAnswer(404, [`"${visit.parameter}" is no close code. Give a number from 0 to 65535, such as /close/1001.`])
      : undefined,
  serve: (webSocket, visit, socket) => {
    const code = closeCode(visit) ?? 1000;
    const reason = visit.url.searchParams.get('reason') ?? `Closed with ${code}, as the path asked.`;
    if (maySend(code) && Buffer.byteLength(reason) <= maxReasonBytes) {
      webSocket.close(code, reason);
      return;
    }
    const payload = Buffer.concat([Uint8Array.of(code >> 8, code & 0xff), Buffer.from(reason)]);
    socket.end(serverFrame(closeFrame, payload));
  },
};

export const drop: WebSocketRoute = {
  kind: 'websocket',
  path: '/drop',
  shows: 'Sends one message, then resets the TCP connection without a Close frame.',
  serve: (webSocket, _visit, socket) => {
    webSocket.send('The connection is reset after this message.', () => {
      // A reset throws away what the peer has not read yet, so let the message through first.
      setTimeout(() => socket.resetAndDestroy(), 50);
    });
  },
};
