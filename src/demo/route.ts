import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerOptions, WebSocket } from 'ws';
import type { HttpAnswer } from './httpAnswer.ts';

/** One request for a route. */
export interface Visit {
  readonly request: IncomingMessage;
  /** The request's target, made absolute. */
  readonly url: URL;
  /** What stands for the `<…>` of the route's path; empty when it has none. */
  readonly parameter: string;
}

interface RouteEntry {
  /** Such as `/echo`, or `/close/<code>` with one parameter as its last segment. */
  readonly path: string;
  /** A path that works as it is, when `path` alone does not show the best of it. */
  readonly example?: string;
  /** One sentence: what there is to see. */
  readonly shows: string;
}

/** Opened by `ws`; `socket` is the connection beneath, for bytes that `ws` would not send. */
export interface WebSocketRoute extends RouteEntry {
  readonly kind: 'websocket';
  readonly options?: Pick<ServerOptions, 'perMessageDeflate' | 'handleProtocols'>;
  /** An answer instead of the upgrade. */
  readonly refuse?: (visit: Visit) => HttpAnswer | undefined;
  readonly serve: (webSocket: WebSocket, visit: Visit, socket: Socket) => void;
}

/** Answers with plain HTTP, whether an upgrade was asked for or not. */
export interface HttpRoute extends RouteEntry {
  readonly kind: 'http';
  readonly answer: (visit: Visit) => HttpAnswer;
}

/** Answers the upgrade by writing bytes. */
export interface BytesRoute extends RouteEntry {
  readonly kind: 'bytes';
  readonly serve: (socket: Socket, visit: Visit) => void;
}

export type Route = WebSocketRoute | HttpRoute | BytesRoute;

export interface RouteMatch {
  readonly route: Route;
  readonly parameter: string;
}

/** The route of a path; a route with a parameter takes any last segment, also an empty one. */
export function matchRoute(routes: readonly Route[], pathname: string): RouteMatch | undefined {
  for (const route of routes) {
    const parameterAt = route.path.indexOf('<');
    if (parameterAt === -1) {
      if (pathname === route.path) return { route, parameter: '' };
      continue;
    }
    const prefix = route.path.slice(0, parameterAt);
    const parameter = pathname.slice(prefix.length);
    if (pathname.startsWith(prefix) && !parameter.includes('/')) return { route, parameter };
    if (pathname === prefix.slice(0, -1)) return { route, parameter: '' };
  }
  return undefined;
}
