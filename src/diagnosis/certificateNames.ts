import type { CertificateSummary } from './evidence.ts';

/** A certificate's own name as a person says it: the common name, else the whole subject. */
export function commonName(distinguishedName: string): string {
  return /(?:^|[,/\n]\s*)CN\s*=\s*([^,/\n]+)/.exec(distinguishedName)?.[1]?.trim() ?? distinguishedName;
}

/** The names the certificate is good for (RFC 9525 §6.3: the common name does not count when there are others). */
export function namesOf(certificate: CertificateSummary): string[] {
  const names = certificate.altNames.map((name) => name.replace(/^(DNS|IP Address|IP):/i, ''));
  return names.length > 0 ? names : [commonName(certificate.subject)];
}

/** Whether a name of the certificate covers the host; a wildcard stands for one whole label (RFC 9525 §6.3). */
export function covers(certificate: CertificateSummary, host: string): boolean {
  const wanted = host.toLowerCase();
  return namesOf(certificate).some((name) => {
    const pattern = name.toLowerCase();
    if (!pattern.startsWith('*.')) return pattern === wanted;
    const dot = wanted.indexOf('.');
    return dot > 0 && wanted.slice(dot) === pattern.slice(1);
  });
}

/** Whole days from one moment to another, both in milliseconds; never negative. */
export function daysBetween(from: number, to: number): number {
  return Math.max(0, Math.floor((to - from) / 86_400_000));
}
