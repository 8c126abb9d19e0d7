import type { Diagnosis, Stage } from '../diagnosis.ts';
import { endingOf, endingQuotes } from '../ending.ts';
import type { Evidence } from '../evidence.ts';
import { bytesQuote, headerQuotes, phaseQuote, statusQuote } from '../quotes.ts';
import { maskText } from '../redact.ts';
import { excerpt, systemWords } from '../wording.ts';

/** What is said of a failure that no rule knows: the stage, and everything that was recorded. */
export function notRecognised(evidence: Evidence): Diagnosis {
  const { failure, response, traffic, closing } = evidence;
  const stage = stageOf(evidence);
  const ending = endingOf(evidence);
  const said =
    failure === undefined
      ? ''
      : ` The system said ${failure.code}: ${maskText(systemWords(failure.message))}${/[.!?]$/.test(systemWords(failure.message)) ? '' : '.'}`;
  return {
    stage,
    cause: 'not-recognised',
    title: `The connection ${closing === undefined && traffic.openedMs === undefined ? 'failed' : 'ended uncleanly'}, in a way that is not recognised`,
    explanation: `No rule of this inspector knows this case. It happened at the stage "${stage}".${said} What was recorded is quoted below.`,
    evidence: [
      ...evidence.phases.map(phaseQuote),
      ...(response === undefined ? [] : [statusQuote(response), ...headerQuotes(response, 'Server', 'Via')]),
      ...(evidence.body?.text === undefined
        ? []
        : [{ text: excerpt(maskText(evidence.body.text.slice(0, 1000)), 300), source: { kind: 'body' as const } }]),
      ...(traffic.unrecognised === undefined
        ? []
        : [{ text: bytesQuote(traffic.unrecognised), source: { kind: 'response' as const } }]),
      ...evidence.violations.slice(0, 5).map(({ violation, frame }) => ({
        text: `${violation.sentence} (${violation.section})`,
        source: frame === undefined ? { kind: 'response' as const } : { kind: 'frame' as const, frame },
      })),
      ...(ending === undefined ? [] : endingQuotes(evidence, ending)),
    ],
    likelyCauses: [],
    remedies: [{ title: 'Copy this as a report, with the capture, and ask whoever runs the server' }],
    section: 'RFC 6455 §7.1.7',
  };
}

function stageOf({ failure, phases, traffic, response }: Evidence): Stage {
  if (traffic.openedMs !== undefined) return failure?.stage === 'framing' ? 'framing' : 'closing';
  if (failure !== undefined && failure.stage !== 'cancelled') return failure.stage;
  if (response !== undefined) return response.status === 101 ? 'upgrade' : 'http';
  const failed = phases.findLast((phase) => !phase.ok)?.name;
  if (failed === undefined || failed === 'request' || failed === 'response') return 'http';
  return failed === 'frame' ? 'closing' : failed;
}
