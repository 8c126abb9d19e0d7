import type { ClientRequest } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import type { ConnectionOptions, HeaderPair } from '../profiles/connectionOptions.ts';
import type { SocketTap } from './socketTap.ts';
import type { Target } from './target.ts';

/** The largest message the endpoint takes, after inflation. It is our limit, and named as ours when it ends a connection. */
const MAX_MESSAGE_BYTES = 100 * 1024 * 1024;

/** How long the peer has to answer our Close, or to end TCP after both, before we do (RFC 6455 §7.1.1). */
export const CLOSE_TIMEOUT_MS = 5_000;

/** Options that `ws` has and its type package does not know yet. */
interface EndpointOptions extends ClientOptions {
  readonly closeTimeout: number;
  readonly maxBufferedChunks: number;
  readonly maxPendingAutoPongs: number;
}

/** The client endpoint of RFC 6455 over a tapped socket. It enforces the rules; the tap's witness describes. */
export function openEndpoint(target: Target, options: ConnectionOptions, tap: SocketTap): WebSocket {
  const endpointOptions: EndpointOptions = {
    createConnection: () => tap as never,
    // The type package knows one value a name; `http.request`, which gets them, writes a line for each of several.
    headers: headerMap(target, options.headers ?? []) as Record<string, string>,
    ...(options.origin === undefined ? {} : { origin: options.origin }),
    perMessageDeflate: options.deflate ?? true,
    maxPayload: MAX_MESSAGE_BYTES,
    closeTimeout: CLOSE_TIMEOUT_MS,
    // Legal streams may have any number of fragments and pings; the capture is what bounds memory.
    maxFragments: 0,
    maxBufferedChunks: 0,
    maxPendingAutoPongs: 0,
    finishRequest: (request: ClientRequest) => {
      // Node silently drops the header lines after the 2,000th, Sec-WebSocket-Accept among them.
      request.maxHeadersCount = 0;
      request.end();
    },
  };
  return new WebSocket(target.url, [...(options.subprotocols ?? [])], endpointOptions);
}

/** Host first, as browsers send it, then the given lines; a repeated name keeps its first letter case and place. */
function headerMap(target: Target, pairs: readonly HeaderPair[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = { Host: target.url.host };
  const nameAsSent = new Map([['host', 'Host']]);
  for (const [name, value] of pairs) {
    const known = nameAsSent.get(name.toLowerCase());
    if (known === undefined) {
      nameAsSent.set(name.toLowerCase(), name);
      headers[name] = value;
    } else if (known === 'Host') {
      headers['Host'] = value;
    } else {
      headers[known] = [headers[known] ?? [], value].flat();
    }
  }
  return headers;
}
