import { commonName, covers, namesOf } from '../../certificateNames.ts';
import type { CertificateSummary, Evidence } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { day, listing } from '../../wording.ts';
import { certificateStory, nowOf, verifiedName, type CertificateFault } from './certificateStories.ts';

export const certificateFaults: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  HOSTNAME_MISMATCH: 'wrong-host',
  CERT_REVOKED: 'revoked',
  CERT_REJECTED: 'other',
  CERT_SIGNATURE_FAILURE: 'other',
  CERT_CHAIN_TOO_LONG: 'other',
  INVALID_CA: 'other',
  INVALID_PURPOSE: 'other',
  PATH_LENGTH_EXCEEDED: 'other',
  CA_MD_TOO_WEAK: 'other',
  EE_KEY_TOO_SMALL: 'other',
};

/** The TLS handshake went well, but the server's certificate did not verify (RFC 5280 §6, RFC 9525 §6). */
export const certificateRefused: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure?.stage !== 'tls') return undefined;
  const phase = phasesNamed(evidence, 'tls').at(-1);
  const code = failure.code in certificateFaults ? failure.code : phase?.verifyCode;
  const fault = code === undefined ? undefined : certificateFaults[code];
  if (code === undefined || fault === undefined) return undefined;
  const leaf = phase?.chain[0];
  const told = certificateStory(fault, code, evidence, phase?.chain ?? []);
  return {
    stage: 'tls',
    evidence: [...(phase === undefined ? [] : [phaseQuote(phase)]), ...(phase?.chain ?? []).map(certificateQuote)],
    ...told,
    explanation: `${told.explanation}${alsoWrong(fault, evidence, leaf)}`,
  };
};

export function certificateQuote(certificate: CertificateSummary, index: number) {
  return {
    text:
      `certificate ${index + 1}: ${commonName(certificate.subject)}, issued by ${commonName(certificate.issuer)}, ` +
      `valid ${day(certificate.validFrom)} to ${day(certificate.validTo)}, SHA-256 ${certificate.fingerprint256}`,
    source: { kind: 'phase' as const, name: 'tls' },
  };
}

/** What else would have been refused, so that mending one fault does not only lead to the next. */
function alsoWrong(fault: CertificateFault, evidence: Evidence, leaf: CertificateSummary | undefined): string {
  if (leaf === undefined) return '';
  const host = verifiedName(evidence);
  const now = nowOf(evidence);
  const more: string[] = [];
  if (fault !== 'wrong-host' && !covers(leaf, host)) more.push(`it is for ${listing(namesOf(leaf))}, not for ${host}`);
  if (fault !== 'expired' && now !== undefined && Date.parse(leaf.validTo) < now)
    more.push(`it expired on ${day(leaf.validTo)}`);
  return more.length === 0 ? '' : ` Besides, ${listing(more)}.`;
}
