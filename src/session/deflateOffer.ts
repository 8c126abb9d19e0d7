import type { ClientOptions } from 'ws';
import type { CompressionOptions } from '../profiles/connectionOptions.ts';

type EndpointOffer = Exclude<ClientOptions['perMessageDeflate'], boolean | undefined>;

/** What the endpoint offers, in its own names; `false` for the client's window keeps the parameter out of the offer. */
export function endpointOffer(compression: CompressionOptions): EndpointOffer {
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

/** The same offer as the value of Sec-WebSocket-Extensions (RFC 7692 §7.1). */
export function offerValue(compression: CompressionOptions): string {
  const { clientMaxWindowBits, serverMaxWindowBits } = compression;
  return [
    'permessage-deflate',
    ...(compression.serverNoContextTakeover === true ? ['server_no_context_takeover'] : []),
    ...(compression.clientNoContextTakeover === true ? ['client_no_context_takeover'] : []),
    ...(serverMaxWindowBits === undefined ? [] : [`server_max_window_bits=${serverMaxWindowBits}`]),
    ...(clientMaxWindowBits === undefined
      ? ['client_max_window_bits']
      : clientMaxWindowBits === 0
        ? []
        : [`client_max_window_bits=${clientMaxWindowBits}`]),
  ].join('; ');
}
