import type * as tls from 'node:tls';
import type { CertificateSummary } from '../../diagnosis/evidence.ts';

const nameOf = (fields: object): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
    .join(', ');

const isoDate = (text: string): string => {
  const parsed = new Date(text);
  return Number.isNaN(parsed.getTime()) ? text : parsed.toISOString();
};

/** The certificates of the peer's chain, leaf first, as PEM texts (RFC 7468 §5). */
export function presentedChain(socket: tls.TLSSocket): readonly string[] {
  const chain: string[] = [];
  let certificate: Partial<tls.DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  while (certificate?.raw !== undefined) {
    const text = pemText(certificate.raw);
    if (chain.includes(text)) break;
    chain.push(text);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

function pemText(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

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
