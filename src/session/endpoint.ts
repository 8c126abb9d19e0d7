import type { ClientRequest, IncomingMessage } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { computeAccept } from '../protocol/acceptValue.ts';
import { optionSpec } from '../profiles/optionSpec.ts';
import { endpointOffer } from './deflateOffer.ts';
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

/**
 * The client endpoint of RFC 6455 over a tapped socket that has sent the request already, with `key` (`openingRequest.ts`): the endpoint is
 * made while the server works on it. It enforces the rules; the tap's witness describes.
 */
export function openEndpoint(url: URL, options: ConnectionOptions, tap: SocketTap, key: string): WebSocket {
  const { subprotocols = [], requireSubprotocol = true } = options;
  const delayed = (options.pongDelay ?? 0) > 0;
  const endpointOptions: EndpointOptions = {
    createConnection: (() => tap) as never,
    perMessageDeflate: (options.deflate ?? true) && endpointOffer(options.compression ?? {}),
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
      // Worked out beforehand: the answer may come at any moment.
      const [sent, own] = [computeAccept(key), computeAccept(String(request.getHeader('Sec-WebSocket-Key')))];
      request.prependListener('upgrade', (response) => translateAccept(response, sent, own));
      if (!requireSubprotocol) request.prependListener('upgrade', (response) => forgiveNone(response, subprotocols));
      request.end();
    },
  };
  const endpoint = new WebSocket(url, [...subprotocols], endpointOptions);
  if (options.autoPong !== false && delayed) answerLater(endpoint, options.pongDelay ?? 0);
  return endpoint;
}

/** `ws` expects the answer to a key of its own: it gets that one in place of the right answer to the key that was sent, and of no other. */
function translateAccept({ headers }: IncomingMessage, sent: string, own: string): void {
  if (headers['sec-websocket-accept'] === sent) headers['sec-websocket-accept'] = own;
}

/** `ws` refuses a server that selects none of the offered subprotocols; its copy of the answer then says that it took the first. */
function forgiveNone({ headers }: IncomingMessage, [first]: readonly string[]): void {
  if (first !== undefined) headers['sec-websocket-protocol'] ??= first;
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
