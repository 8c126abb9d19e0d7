import type { AskedWay } from '../diagnosis/report/reportedHandshake.ts';
import type { ConnectionOptions, TlsOptions } from '../profiles/connectionOptions.ts';

/** What the options ask for of the way to the server, without any text of a key or passphrase. */
export function askedWay({ addressFamily = 'any', localAddress, localPort, tls }: ConnectionOptions): AskedWay {
  return {
    ...(addressFamily === 'any' ? {} : { addressFamily }),
    ...(localAddress === undefined ? {} : { localAddress }),
    ...(localPort === undefined ? {} : { localPort }),
    ...(tls === undefined ? {} : { tls: tlsOf(tls) }),
  };
}

function tlsOf({ verify = true, ca, cert, key, pfx, passphrase, ...others }: TlsOptions): NonNullable<AskedWay['tls']> {
  const { minVersion, maxVersion, ciphers } = others;
  return {
    verify,
    ...(ca === undefined ? {} : { ca: ca.map((entry, index) => fileOf(entry, index === 0 ? 'ca' : `ca${index + 1}`)) }),
    ...(cert === undefined ? {} : { cert: fileOf(cert, 'client') }),
    ...(key === undefined ? {} : { key: fileOf(key, 'client-key') }),
    ...(pfx === undefined ? {} : { pfx }),
    ...(passphrase === undefined || passphrase === '' ? {} : { passphrase: true }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(maxVersion === undefined ? {} : { maxVersion }),
    ...(ciphers === undefined ? {} : { ciphers }),
  };
}

const fileOf = (entry: string, name: string): string => (entry.includes('-----BEGIN ') ? `${name}.pem` : entry);
