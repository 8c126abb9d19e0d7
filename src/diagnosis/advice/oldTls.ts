import { phasesNamed } from '../phases.ts';
import type { AdviceRule } from './adviceRule.ts';

const OLD: Readonly<Record<string, string>> = { TLSv1: 'TLS 1.0', 'TLSv1.1': 'TLS 1.1' };

export const oldTls: AdviceRule = (evidence) => {
  const tls = phasesNamed(evidence, 'tls').findLast(({ peer }) => peer === 'server');
  const old = OLD[tls?.version ?? ''];
  if (old === undefined) return undefined;
  return {
    cause: 'tls-deprecated',
    title: `The server took ${old}, which is deprecated`,
    explanation: `${old} with ${tls?.cipher ?? 'its cipher'} was agreed on. Browsers and most libraries refuse it; have the server offer TLS 1.2 or 1.3.`,
    section: 'RFC 8996',
  };
};
