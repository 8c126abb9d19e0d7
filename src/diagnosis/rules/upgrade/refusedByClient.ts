import type { Diagnosis } from '../../diagnosis.ts';
import { headerQuotes } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { switchDiagnosis } from '../../switchViolations.ts';
import { quoted } from '../../wording.ts';

const stages: readonly (readonly [RegExp, Diagnosis['stage'], string])[] = [
  [/subprotocol/i, 'subprotocol', 'Sec-WebSocket-Protocol'],
  [/extension/i, 'extensions', 'Sec-WebSocket-Extensions'],
];

/** The endpoint refused a 101 in which no rule that we watch is broken. */
export const refusedByClient: Rule = (evidence) => {
  const { response, failure, traffic } = evidence;
  if (response?.status !== 101 || failure === undefined || traffic.openedMs !== undefined) return undefined;
  if (failure.stage !== 'upgrade' && failure.stage !== 'http') return undefined;
  const [, stage, header] = stages.find(([pattern]) => pattern.test(failure.message)) ?? [
    /./,
    'upgrade' as const,
    'Sec-WebSocket-Accept',
  ];
  const diagnosis = switchDiagnosis(evidence, {
    stage,
    cause: 'handshake-refused',
    title: 'The server answered 101, but its handshake was refused',
    explanation: `The client library said: ${quoted(failure.message)}. No rule that is watched here is broken, so the answer is unusual rather than plainly wrong.`,
    likelyCauses: [],
    remedies: [
      ...(stage === 'extensions' && evidence.asked.deflate
        ? [{ title: 'Connect without offering permessage-deflate', change: { kind: 'deflate' as const, on: false } }]
        : []),
      { title: 'Compare the answer in the Handshake tab with what RFC 6455 §4.2.2 asks for' },
    ],
    section: 'RFC 6455 §4.1',
  });
  return { ...diagnosis, evidence: [...diagnosis.evidence, ...headerQuotes(response, header)] };
};
