import type { AskedFor } from '../diagnosis/evidence.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';
import { proxyShown } from './connectProxy.ts';

/** Milliseconds for DNS, TCP, TLS and the opening handshake together, unless the options say otherwise. */
export const DEFAULT_HANDSHAKE_TIMEOUT_MS = 10_000;

/** What a diagnosis may know of the options: all but the values that may be secrets. */
export function askedFor(url: string, options: ConnectionOptions): AskedFor {
  const headers = options.headers ?? [];
  return {
    url,
    headerNames: headers.map(([name]) => name),
    origin: options.origin ?? headers.find(([name]) => name.toLowerCase() === 'origin')?.[1],
    subprotocols: options.subprotocols ?? [],
    deflate: options.deflate ?? true,
    ...(options.proxy === undefined ? {} : { proxy: proxyShown(options.proxy) }),
    followRedirects: options.followRedirects ?? false,
    verifyTls: options.tls?.verify ?? true,
    handshakeTimeoutMs: options.handshakeTimeout ?? DEFAULT_HANDSHAKE_TIMEOUT_MS,
  };
}
