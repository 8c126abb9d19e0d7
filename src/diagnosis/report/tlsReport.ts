import type { CertificateSummary, Phase } from '../phase.ts';
import { count } from '../wording.ts';
import { code } from './markdownText.ts';

type TlsPhase = Extract<Phase, { readonly name: 'tls' }>;

/** What was agreed by TLS, with whom, and the certificates that they showed, leaf first. */
export function tlsReport(phase: TlsPhase): string {
  const agreed: readonly (readonly [name: string, value: string])[] = [
    ['Version', optional(phase.version, 'none agreed')],
    ['Cipher', optional(phase.cipher, 'none agreed')],
    ['ALPN', optional(phase.alpn, 'none agreed')],
    ['Name sent (SNI)', optional(phase.servername, 'none')],
    ['Name the certificate has to be for', optional(phase.verifiedName, 'not checked')],
    ['Session', phase.resumed === undefined ? 'unknown' : phase.resumed ? 'taken up again' : 'new'],
    ['OCSP staple', phase.ocsp === undefined ? 'none' : `${phase.ocsp.status}, ${count(phase.ocsp.bytes, 'byte')}`],
    ['Certificate', verdict(phase)],
  ];
  return [
    `### TLS with the ${phase.peer}`,
    agreed.map(([name, value]) => `- ${name}: ${value}`).join('\n'),
    ...phase.chain.map((one, index) => certificate(one, index, phase.chain.length)),
  ].join('\n\n');
}

function verdict({ verified, verifyCode, chain }: TlsPhase): string {
  if (verified) return 'verified';
  if (chain.length === 0) return 'none shown';
  return verifyCode === undefined ? 'not verified' : `not verified, ${code(verifyCode)}`;
}

function certificate(shown: CertificateSummary, index: number, of: number): string {
  const lines = [
    `#### Certificate ${index + 1} of ${of}`,
    '',
    `- Subject: ${code(shown.subject)}`,
    `- Issuer: ${code(shown.issuer)}`,
    `- Names: ${shown.altNames.map(code).join(', ') || 'none'}`,
    `- Valid: from ${code(shown.validFrom)} to ${code(shown.validTo)}`,
    `- SHA-256: ${code(shown.fingerprint256)}`,
  ];
  return lines.join('\n');
}

const optional = (text: string | undefined, absent: string): string =>
  text === undefined || text === '' ? absent : code(text);
