import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { BytesRoute, Visit } from './route.ts';

/** RFC 6455 §1.3. */
const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

const acceptFor = (key: string): string => createHash('sha1').update(`${key}${guid}`).digest('base64');

const keyOf = (visit: Visit): string => visit.request.headers['sec-websocket-key'] ?? '';

/** Answers 101 with these lines, then waits for the client to give up. */
function switchProtocols(socket: Socket, lines: readonly string[]): void {
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
  readUntilEnd(socket);
}

/** Reads on, for only a stream that is read tells that it ended. */
function readUntilEnd(socket: Socket): void {
  socket.on('end', () => socket.end());
  socket.resume();
}

export const silent: BytesRoute = {
  kind: 'bytes',
  path: '/silent',
  shows: 'Takes the request and never answers.',
  serve: readUntilEnd,
};

export const badAccept: BytesRoute = {
  kind: 'bytes',
  path: '/bad-accept',
  shows: 'Answers 101 with a Sec-WebSocket-Accept that belongs to another key.',
  serve: (socket) =>
    switchProtocols(socket, [
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${acceptFor('AAAAAAAAAAAAAAAAAAAAAA==')}`,
    ]),
};

export const noUpgradeHeader: BytesRoute = {
  kind: 'bytes',
  path: '/no-upgrade-header',
  shows: 'Answers 101 without the Upgrade header, as proxies do that strip it.',
  serve: (socket, visit) =>
    switchProtocols(socket, ['Connection: Upgrade', `Sec-WebSocket-Accept: ${acceptFor(keyOf(visit))}`]),
};
