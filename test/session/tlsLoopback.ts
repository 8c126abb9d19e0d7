import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { type TLSSocket, type TlsOptions, TLSSocket as Secure, createSecureContext } from 'node:tls';
import { type CertificateWish, type Identity, makeIdentity } from '../support/hostile/certificate.ts';
import { temporaryFile } from '../support/temporaryFile.ts';
import { listen } from './loopback.ts';

const ROOT = 'Loopback Test Root';
const root = makeIdentity({ commonName: ROOT });

/** PEM of the authority that signs what `signed` makes. */
export const rootCertificate = root.certificate;

export const signed = (wish: Omit<CertificateWish, 'issuer'>): Identity =>
  makeIdentity({ ...wish, issuer: { ...root, commonName: ROOT } });

/** Good for 127.0.0.1 and localhost. */
export const loopbackIdentity = signed({ commonName: 'loopback', altNames: ['localhost', '127.0.0.1'] });

/** A file of that PEM text, for as long as the test runs. */
export function pemFile(name: string, text: string): string {
  const file = temporaryFile(name);
  writeFileSync(file, text);
  return file;
}

/** Serves TLS on 127.0.0.1 until the test is over; gives the port. */
export function listenTls(
  identity: Identity,
  serve: (socket: TLSSocket) => void,
  settings: Pick<TlsOptions, 'requestCert' | 'rejectUnauthorized' | 'ALPNProtocols'> & { readonly ca?: string } = {},
): Promise<number> {
  const { ca, ...options } = settings;
  const secureContext = createSecureContext({
    cert: identity.certificate,
    key: identity.key,
    ...(ca === undefined ? {} : { ca }),
  });
  return listen((socket: Socket) => {
    const secure = new Secure(socket, { isServer: true, secureContext, ...options });
    // A client that refuses the certificate leaves: that is what some tests want.
    secure.on('error', () => socket.destroy());
    secure.once('secure', () => serve(secure));
  });
}
