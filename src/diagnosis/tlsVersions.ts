import type { AskedFor } from './evidence.ts';

const all = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
type Version = (typeof all)[number];

/** The versions that the options allow, oldest first; TLS 1.2 and 1.3 unless they say otherwise. */
export function allowedVersions({ tlsVersions = {} }: Pick<AskedFor, 'tlsVersions'>): readonly Version[] {
  const { min = 'TLSv1.2', max = 'TLSv1.3' } = tlsVersions;
  return all.slice(all.indexOf(min), all.indexOf(max) + 1);
}

/** `TLS 1.2 and 1.3`. */
export function versionWords(versions: readonly Version[]): string {
  const numbers = versions.map((version) => (version === 'TLSv1' ? '1.0' : version.slice('TLSv'.length)));
  const last = numbers.at(-1) ?? 'none';
  return numbers.length < 2 ? `TLS ${last}` : `TLS ${numbers.slice(0, -1).join(', ')} and ${last}`;
}
