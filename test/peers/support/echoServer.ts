import { once } from 'node:events';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';

export interface EchoServer {
  readonly port: number;
  readonly url: string;
  /** The request of each connection, oldest first. */
  readonly requests: readonly IncomingMessage[];
  stop(): Promise<void>;
}

/** What stands behind the proxies: sends every message back, and takes the first subprotocol that is offered. */
export async function echoServer(): Promise<EchoServer> {
  const requests: IncomingMessage[] = [];
  const http = createServer((_request, response) => response.writeHead(426).end('Upgrade Required'));
  const server = new WebSocketServer({
    server: http,
    // One path for a server that hangs: it neither answers nor closes.
    verifyClient: ({ req }: { req: IncomingMessage }, verified: (ok: boolean) => void) => {
      if (req.url !== '/silent') verified(true);
    },
  });
  server.on('connection', (socket, request) => {
    requests.push(request);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  const sockets = new Set<Socket>();
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    const closed = once(http, 'close');
    http.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port, url: `ws://127.0.0.1:${port}`, requests, stop };
}
