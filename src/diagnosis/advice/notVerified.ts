import { phasesNamed } from '../phases.ts';
import type { AdviceRule } from './adviceRule.ts';

/** The user switched verification off; the verdict is told all the same. */
export const notVerified: AdviceRule = (evidence) => {
  const tls = phasesNamed(evidence, 'tls').findLast(({ peer }) => peer === 'server');
  if (tls === undefined || evidence.asked.verifyTls) return undefined;
  return {
    cause: 'certificate-not-verified',
    title: 'The certificate is not verified',
    explanation: tls.verified
      ? 'It would have been accepted: verification can be switched on again.'
      : `It would have been refused (${tls.verifyCode ?? 'not verified'}): whoever answers could pretend to be this server.`,
    ...(tls.verified
      ? { remedy: { title: 'Switch verification on', change: { kind: 'verify-tls' as const, on: true } } }
      : {}),
    section: 'RFC 9110 §4.3.4',
  };
};
