import type { Violation } from '../protocol/violation.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { headerQuotes, statusQuote } from './quotes.ts';
import { excerpt } from './wording.ts';
import { violationKind } from './violationKind.ts';

/** What is wrong with a 101 as an opening handshake, in the order of RFC 6455 §4.1; empty when the answer is no 101. */
export function switchViolations(evidence: Evidence): Violation[] {
  if (evidence.response?.status !== 101) return [];
  const all = [...(evidence.handshake?.violations ?? []), ...evidence.violations.map(({ violation }) => violation)];
  const server = all.filter(({ by, rule }) => by === 'server' && violationKind(rule) === 'switch');
  return server.filter((one, index) => server.findIndex((other) => other.sentence === one.sentence) === index);
}

/** A diagnosis about one broken rule of the 101; the others that are broken too are quoted with it. */
export function switchDiagnosis(
  evidence: Evidence,
  told: Omit<Diagnosis, 'evidence'>,
  ...headers: readonly string[]
): Diagnosis {
  const { response } = evidence;
  return {
    ...told,
    evidence: [
      ...(response === undefined ? [] : [statusQuote(response), ...headerQuotes(response, ...headers)]),
      ...switchViolations(evidence).map(({ sentence, section }) => ({
        text: excerpt(`${sentence} (${section})`, 300),
        source: { kind: 'response' as const },
      })),
    ],
  };
}
