import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import type { CertificateSummary } from '../diagnosis/evidence.ts';
import type { TlsOptions } from '../profiles/connectionOptions.ts';
import { AttemptFailure, errorCode, errorMessage } from './attemptFailure.ts';

/** The files that the options name, read. */
export interface CertificateFiles {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

export async function readCertificateFiles(options: TlsOptions): Promise<CertificateFiles> {
  const read = async (option: 'ca' | 'cert' | 'key'): Promise<string | undefined> => {
    const file = options[option];
    if (file === undefined) return undefined;
    try {
      return await readFile(file, 'utf8');
    } catch (error) {
      throw new AttemptFailure(
        {
          stage: 'tls',
          code: `${option.toUpperCase()}_FILE_UNREADABLE`,
          message: `The file named by tls.${option} cannot be read (${errorCode(error)}): ${errorMessage(error)}`,
        },
        error,
      );
    }
  };
  const [ca, cert, key] = await Promise.all([read('ca'), read('cert'), read('key')]);
  return { ca, cert, key };
}

let systemAndDefault: string[] | undefined;

/** Node's own roots, those of NODE_EXTRA_CA_CERTS, the system's store, and one more if given; PEM texts. */
export function trustedRoots(extra: string | undefined): string[] {
  // Reading the system's store takes tens of milliseconds: once is enough.
  systemAndDefault ??= [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
  return extra === undefined ? systemAndDefault : [...systemAndDefault, extra];
}

const nameOf = (fields: object): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
    .join(', ');

const isoDate = (text: string): string => {
  const parsed = new Date(text);
  return Number.isNaN(parsed.getTime()) ? text : parsed.toISOString();
};

/** The peer's chain, leaf first; empty when it sent none. */
export function peerChain(socket: tls.TLSSocket): readonly CertificateSummary[] {
  const chain: CertificateSummary[] = [];
  const seen = new Set<string>();
  let certificate: Partial<tls.DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  // A self-signed certificate is its own issuer: the chain is a ring there.
  while (certificate?.fingerprint256 !== undefined && !seen.has(certificate.fingerprint256)) {
    seen.add(certificate.fingerprint256);
    chain.push({
      subject: nameOf(certificate.subject ?? {}),
      issuer: nameOf(certificate.issuer ?? {}),
      altNames: certificate.subjectaltname?.split(/, ?/) ?? [],
      validFrom: isoDate(certificate.valid_from ?? ''),
      validTo: isoDate(certificate.valid_to ?? ''),
      fingerprint256: certificate.fingerprint256,
    });
    certificate = certificate.issuerCertificate;
  }
  return chain;
}
