import type { ConnectionOptions, HeaderPair } from '../profiles/connectionOptions.ts';
import { offerValue } from './deflateOffer.ts';
import { withLines } from './requestHead.ts';

/**
 * The request of the opening handshake (RFC 6455 §4.1), as the endpoint would write it, with header lines of the user's own in it. `url`
 * is without user name and password.
 */
export function openingRequest(
  url: URL,
  options: ConnectionOptions,
  lines: readonly HeaderPair[],
  key: string,
): Buffer {
  const { subprotocols = [], deflate = true, compression = {} } = options;
  const offer = deflate ? `Sec-WebSocket-Extensions: ${offerValue(compression)}\r\n` : '';
  const chosen = subprotocols.length > 0 ? `Sec-WebSocket-Protocol: ${subprotocols.join(',')}\r\n` : '';
  const own =
    `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nSec-WebSocket-Version: 13\r\n` +
    `Sec-WebSocket-Key: ${key}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${offer}${chosen}\r\n`;
  return Buffer.from(lines.length === 0 ? own : withLines(own, lines), 'latin1');
}
