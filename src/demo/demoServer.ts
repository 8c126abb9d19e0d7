import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { assertNever } from '../base/assertNever.ts';
import type { HttpAnswer } from './httpAnswer.ts';
import { answerBytes, textAnswer } from './httpAnswer.ts';
import { listingAnswer, textList } from './listing.ts';
import type { RouteMatch, Visit, WebSocketRoute } from './route.ts';
import { matchRoute } from './route.ts';
import { routes } from './routes.ts';

export interface DemoServerOptions {
  /** 0 or left out: any free port. */
  readonly port?: number;
  readonly host?: '127.0.0.1' | '::1';
}

export interface DemoServer {
  readonly port: number;
  /** Such as `ws://127.0.0.1:41234`, without a slash at the end. */
  readonly url: string;
  /** Ends every connection at once. */
  dispose(): Promise<void>;
}

/** Large and much-divided messages are what an inspector is tried with, so only the size is limited. */
const generousLimits = { maxPayload: 1024 ** 3, maxFragments: 0, maxBufferedChunks: 0, maxPendingAutoPongs: 0 };

const ignoreError = (): void => {
  // The peer went away or broke a rule; its connection ends, which is all that is to be done about it.
};

/** Starts the demo server on loopback. Rejects when the port cannot be had. */
export async function startDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const host = options.host ?? '127.0.0.1';
  const sockets = new Set<Socket>();
  const acceptors = new Map(
    routes
      .filter((route) => route.kind === 'websocket')
      .map((route) => [
        route,
        new WebSocketServer({ noServer: true, clientTracking: false, ...generousLimits, ...route.options }),
      ]),
  );

  const server = createServer((request, response) => {
    request.resume();
    response.socket?.end(answerBytes(answerWithoutUpgrade(request, url), request.method));
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', ignoreError);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end(answerBytes(textAnswer(400, ['That was no HTTP request this server can read.'])));
  });
  server.on('upgrade', (request, stream, head) => {
    // An HTTP server hands over the socket that it got; anything else could not be reset or written to below `ws`.
    if (!(stream instanceof Socket)) {
      stream.destroy();
      return;
    }
    const socket = stream;
    const match = matchRoute(routes, targetOf(request, url).pathname);
    if (match === undefined || !asksForWebSocket(request) || match.route.kind === 'http') {
      socket.end(answerBytes(answerWithoutUpgrade(request, url)));
      // An upgrade request may carry more than is wanted; unread bytes would turn the end into a reset.
      socket.resume();
      return;
    }
    const visit: Visit = { request, url: targetOf(request, url), parameter: match.parameter };
    switch (match.route.kind) {
      case 'bytes':
        match.route.serve(socket, visit);
        return;
      case 'websocket':
        openWebSocket(match.route, visit, socket, head);
        return;
      default:
        assertNever(match.route, 'route');
    }
  });

  function openWebSocket(route: WebSocketRoute, visit: Visit, socket: Socket, head: Buffer): void {
    const refusal = route.refuse?.(visit);
    if (refusal !== undefined) {
      socket.end(answerBytes(refusal));
      socket.resume();
      return;
    }
    acceptors.get(route)?.handleUpgrade(visit.request, socket, head, (webSocket) => {
      webSocket.on('error', ignoreError);
      route.serve(webSocket, visit, socket);
    });
  }

  server.listen(options.port ?? 0, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const asked = `port ${options.port ?? 0} of ${host}`;
    throw new Error(`The demo server cannot listen on ${asked}. Choose another port, or none to get any free one.`, {
      cause,
    });
  }
  const { port } = server.address() as AddressInfo;
  const url = `ws://${host === '::1' ? '[::1]' : host}:${port}`;
  return {
    port,
    url,
    dispose: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const asksForWebSocket = (request: IncomingMessage): boolean => /\bwebsocket\b/i.test(request.headers.upgrade ?? '');

/** The request's target as a URL of this server; what is no path becomes `/`. */
function targetOf(request: IncomingMessage, serverUrl: string): URL {
  const target = request.url ?? '/';
  return URL.parse(target.startsWith('/') ? `${serverUrl}${target}` : target) ?? new URL(serverUrl);
}

/** What a request gets that is not upgraded: the list, an HTTP route's answer, or a word on what to do instead. */
function answerWithoutUpgrade(request: IncomingMessage, serverUrl: string): HttpAnswer {
  const url = targetOf(request, serverUrl);
  if (url.pathname === '/') return listingAnswer(routes, serverUrl, request.headers.accept ?? '');
  const match = matchRoute(routes, url.pathname);
  if (match === undefined) return notFound(url.pathname, serverUrl);
  if (match.route.kind === 'http') return match.route.answer({ request, url, parameter: match.parameter });
  return upgradeRequired(match, serverUrl);
}

const notFound = (pathname: string, serverUrl: string): HttpAnswer =>
  textAnswer(404, [
    `There is no ${pathname} here. Try ${serverUrl}/echo, or one of these paths:`,
    '',
    ...textList(routes),
  ]);

const upgradeRequired = ({ route }: RouteMatch, serverUrl: string): HttpAnswer =>
  textAnswer(
    426,
    [
      `${route.path} is a WebSocket: open ${serverUrl}${route.example ?? route.path} with a WebSocket client.`,
      route.shows,
    ],
    [
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Version', '13'],
    ],
  );
