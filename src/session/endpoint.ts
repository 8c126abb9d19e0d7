import type { ClientRequest, IncomingMessage } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import type { CompressionOptions, ConnectionOptions } from '../profiles/connectionOptions.ts';
import { optionSpec } from '../profiles/optionSpec.ts';
import type { SocketTap } from './socketTap.ts';

/** The largest message the endpoint takes, after inflation. It is our limit, and named as ours when it ends a connection. */
export const DEFAULT_MAX_MESSAGE_BYTES = optionSpec.maxMessageSize.default ?? 0;

/** How long the peer has to answer our Close, or to end TCP after both, before we do (RFC 6455 §7.1.1). */
export const CLOSE_TIMEOUT_MS = 5_000;

/** Options that `ws` has and its type package does not know yet. */
interface EndpointOptions extends ClientOptions {
  readonly closeTimeout: number;
  readonly maxBufferedChunks: number;
  readonly maxPendingAutoPongs: number;
}

type DeflateOffer = Exclude<ClientOptions['perMessageDeflate'], boolean | undefined>;

/**
 * The client endpoint of RFC 6455 over a tapped socket that is still being connected. It enforces the rules; the tap's witness describes. Header lines of ours are
 * put in by the tap (`requestHead.ts`): what `ws` takes keeps neither their order nor all of them.
 */
export function openEndpoint(url: URL, options: ConnectionOptions, tap: SocketTap): WebSocket {
  const { subprotocols = [], requireSubprotocol = true } = options;
  const delayed = (options.pongDelay ?? 0) > 0;
  const endpointOptions: EndpointOptions = {
    // The endpoint is made ready while the connection is on its way: the tap keeps the request until there is one.
    createConnection: (() => tap) as never,
    // In front, where RFC 9110 §7.2 wants it; Node alone would put it last.
    headers: { Host: url.host },
    perMessageDeflate: (options.deflate ?? true) && deflateOffer(options.compression ?? {}),
    maxPayload: options.maxMessageSize ?? DEFAULT_MAX_MESSAGE_BYTES,
    skipUTF8Validation: options.checkUtf8 === false,
    autoPong: (options.autoPong ?? true) && !delayed,
    closeTimeout: CLOSE_TIMEOUT_MS,
    // Legal streams may have any number of fragments and pings; the capture is what bounds memory.
    maxFragments: 0,
    maxBufferedChunks: 0,
    maxPendingAutoPongs: 0,
    finishRequest: (request: ClientRequest) => {
      // Node silently drops the header lines after the 2,000th, Sec-WebSocket-Accept among them.
      request.maxHeadersCount = 0;
      if (!requireSubprotocol) request.prependListener('upgrade', (response) => forgiveNone(response, subprotocols));
      request.end();
    },
  };
  const endpoint = new WebSocket(url, [...subprotocols], endpointOptions);
  if (options.autoPong !== false && delayed) answerLater(endpoint, options.pongDelay ?? 0);
  return endpoint;
}

/** `ws` refuses a server that selects none of the offered subprotocols; its copy of the answer then says that it took the first. */
function forgiveNone({ headers }: IncomingMessage, [first]: readonly string[]): void {
  if (first !== undefined) headers['sec-websocket-protocol'] ??= first;
}

/** Names as `ws` has them; `false` for the client's window keeps the parameter out of the offer. */
function deflateOffer(compression: CompressionOptions): DeflateOffer {
  const { clientMaxWindowBits, serverMaxWindowBits, level } = compression;
  return {
    ...(compression.serverNoContextTakeover === true ? { serverNoContextTakeover: true } : {}),
    ...(compression.clientNoContextTakeover === true ? { clientNoContextTakeover: true } : {}),
    ...(serverMaxWindowBits === undefined ? {} : { serverMaxWindowBits }),
    ...(clientMaxWindowBits === undefined
      ? {}
      : { clientMaxWindowBits: clientMaxWindowBits === 0 ? (false as never) : clientMaxWindowBits }),
    // `ws` heeds a threshold without context takeover only, so whoever sends decides for each message.
    threshold: 0,
    ...(level === undefined ? {} : { zlibDeflateOptions: { level } }),
  };
}

/** An endpoint may answer late, and only the newest of several Pings (RFC 6455 §5.5.3); we answer each. */
function answerLater(endpoint: WebSocket, delayMs: number): void {
  const waiting = new Set<NodeJS.Timeout>();
  endpoint.on('ping', (payload) => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      if (endpoint.readyState === endpoint.OPEN) endpoint.pong(payload);
    }, delayMs);
    waiting.add(timer);
  });
  endpoint.on('close', () => {
    for (const timer of waiting) clearTimeout(timer);
  });
}
