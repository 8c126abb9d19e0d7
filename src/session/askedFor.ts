import type { AskedFor } from '../diagnosis/evidence.ts';
import type { ConnectionOptions, TlsOptions } from '../profiles/connectionOptions.ts';
import { optionSpec } from '../profiles/optionSpec.ts';
import type { ProxyChoice } from './dial/chooseProxy.ts';
import { DEFAULT_MAX_MESSAGE_BYTES } from './endpoint.ts';
import { requestLines } from './requestLines.ts';

/** Milliseconds for DNS, TCP, TLS and the opening handshake together, unless the options say otherwise. */
export const DEFAULT_HANDSHAKE_TIMEOUT_MS = optionSpec.handshakeTimeout.default ?? 0;

/** What a diagnosis may know of the options: all but the values that may be secrets. */
export function askedFor(url: string, options: ConnectionOptions, proxy?: ProxyChoice): AskedFor {
  const { dnsTimeout, connectTimeout, tlsTimeout, idleTimeout, keepAlive, addressFamily = 'any', tls } = options;
  const clientCertificate = tls?.pfx !== undefined ? 'pfx' : tls?.cert !== undefined ? 'pem' : undefined;
  const lines = requestLines(options, /^[a-z]+:\/\/[^/?#]*@/i.test(url) ? { userinfo: noUser } : {});
  return {
    url,
    headerNames: lines.map(([name]) => name),
    origin: options.origin ?? lines.find(([name]) => name.toLowerCase() === 'origin')?.[1],
    subprotocols: options.subprotocols ?? [],
    deflate: options.deflate ?? true,
    ...(proxy === undefined ? {} : { proxy: proxy.shown, proxyFrom: proxy.from }),
    ...(options.proxy === 'none' ? { proxyOff: true } : {}),
    followRedirects: options.followRedirects ?? false,
    verifyTls: options.tls?.verify ?? true,
    handshakeTimeoutMs: options.handshakeTimeout ?? DEFAULT_HANDSHAKE_TIMEOUT_MS,
    ...(dnsTimeout === undefined ? {} : { dnsTimeoutMs: dnsTimeout }),
    ...(connectTimeout === undefined ? {} : { connectTimeoutMs: connectTimeout }),
    ...(tlsTimeout === undefined ? {} : { tlsTimeoutMs: tlsTimeout }),
    ...versionsOf(tls),
    ...(idleTimeout === undefined ? {} : { idleTimeoutMs: idleTimeout }),
    ...((keepAlive?.interval ?? 0) === 0
      ? {}
      : {
          keepAlive: {
            intervalMs: keepAlive?.interval ?? 0,
            ...(keepAlive?.timeout === undefined ? {} : { timeoutMs: keepAlive.timeout }),
          },
        }),
    autoPong: options.autoPong ?? true,
    maxMessageBytes: options.maxMessageSize ?? DEFAULT_MAX_MESSAGE_BYTES,
    ...(addressFamily === 'any' ? {} : { addressFamily }),
    ...(clientCertificate === undefined ? {} : { clientCertificate }),
    ...(tls?.passphrase === undefined || tls.passphrase === '' ? {} : { passphrase: true }),
    ...(proxy !== undefined && hasCredentials(proxy) ? { proxyCredentials: true } : {}),
  };
}

/** SOCKS knows a user name and a password only (RFC 1929). */
const hasCredentials = ({ userinfo, authorization, kind }: ProxyChoice): boolean =>
  userinfo !== undefined || (authorization !== undefined && !kind.startsWith('socks'));

function versionsOf({ minVersion, maxVersion }: TlsOptions = {}): Pick<AskedFor, 'tlsVersions'> {
  if (minVersion === undefined && maxVersion === undefined) return {};
  return {
    tlsVersions: {
      ...(minVersion === undefined ? {} : { min: minVersion }),
      ...(maxVersion === undefined ? {} : { max: maxVersion }),
    },
  };
}

/** Only that there is one counts here. */
const noUser = { username: '', password: '' };
