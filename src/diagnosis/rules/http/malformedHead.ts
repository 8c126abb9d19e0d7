import type { Diagnosis, LikelyCause } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { statusQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { bytes, quoted } from '../../wording.ts';
import { violationKind } from '../../violationKind.ts';
import { VIOLATIONS, type Violation, type ViolationRule } from '../../../protocol/violation.ts';

/** What most often produces each fault. */
const producers: Partial<Record<ViolationRule, LikelyCause>> = {
  'head-status-line': {
    cause: 'The server writes its answer by hand, not with an HTTP library',
    because: 'Libraries put version, code and reason in this order.',
  },
  'head-version': {
    cause: 'The server writes its answer by hand, or passes on an answer of HTTP/2 as text',
    because: 'Libraries write HTTP/1.1.',
  },
  'head-colon-missing': {
    cause: 'Something prints into the answer, such as a log line or a warning',
    because: 'A header always has a colon.',
  },
  'head-line-folded': {
    cause: 'A value is broken into lines, as a base64 encoder does',
    because: 'It goes on in the next line.',
  },
  'head-value-control': {
    cause: 'Data is put into a header without being checked',
    because: 'Control characters are never meant there.',
  },
  'head-bare-lf': { cause: 'The server ends its lines with "\\n" alone', because: 'HTTP wants "\\r\\n".' },
};

/** The answer's head breaks the grammar of HTTP/1.1, so the 101 in it cannot be relied upon. */
export const malformedHead: Rule = (evidence) => {
  const { response, failure } = evidence;
  const broken = headViolations(evidence);
  const first = broken[0];
  // Another status is the better story: the rules about statuses quote what is broken beside it.
  if (response !== undefined && response.status !== 0 && response.status !== 101) return undefined;
  if (first === undefined)
    return failure !== undefined && failure.code.startsWith('HPE_') ? unreadable(evidence) : undefined;
  const where = first.rule === 'head-version' ? 'It stands in the status line.' : '';
  return {
    stage: 'http',
    cause: first.rule,
    title: first.sentence.replace(/\.$/, ''),
    explanation: [
      `The rule: ${VIOLATIONS[first.rule].rule}`,
      where,
      broken.length > 1
        ? `${broken.length - 1} more ${broken.length === 2 ? 'rule is' : 'rules are'} broken in the same head.`
        : '',
      failure === undefined
        ? 'The connection went on regardless, but other clients may refuse it.'
        : 'A client must not guess what was meant, so the answer is refused.',
    ]
      .filter((part) => part !== '')
      .join(' '),
    evidence: [
      ...broken
        .slice(0, 5)
        .map(({ sentence, section }) => ({ text: `${sentence} (${section})`, source: { kind: 'response' as const } })),
      ...(response === undefined ? [] : [statusQuote(response)]),
    ],
    likelyCauses: [
      producers[first.rule] ?? {
        cause: 'The server writes its answer by hand, not with an HTTP library',
        because: first.sentence,
      },
    ],
    remedies: [{ title: 'Mend the line that is quoted above in the server, or in the proxy that rewrites it' }],
    section: first.section,
  };
};

/** Broken rules of the head, in the order of the bytes; each once, whoever reported it. */
function headViolations(evidence: Evidence): Violation[] {
  const all = [
    ...(evidence.response?.violations ?? []),
    ...(evidence.handshake?.violations ?? []),
    ...evidence.violations.map(({ violation }) => violation),
  ].filter(({ by, rule }) => by === 'server' && (violationKind(rule) === 'head' || rule.startsWith('switching-')));
  return all.filter((one, index) => all.findIndex((other) => other.sentence === one.sentence) === index);
}

function unreadable(evidence: Evidence): Diagnosis {
  const { failure, traffic } = evidence;
  const said = traffic.unrecognised;
  const text = said === undefined ? '' : new TextDecoder('latin1').decode(said);
  const line = text.split(/[\r\n]/, 1)[0] ?? '';
  return {
    stage: 'http',
    cause: 'malformed-answer',
    title: 'The answer is not well-formed HTTP',
    explanation: `The HTTP parser gave up with ${failure?.code ?? 'an error'}: ${failure?.message ?? ''}.${line === '' ? '' : ` The answer begins with ${quoted(line)}.`}`,
    evidence:
      said === undefined
        ? []
        : [{ text: `${quoted(text, 240)} (${bytes(said.length)})`, source: { kind: 'response' } }],
    likelyCauses: [
      {
        cause: 'The server writes its answer by hand, not with an HTTP library',
        because: 'A library keeps to the grammar.',
      },
    ],
    remedies: [{ title: 'Compare the answer’s first lines with RFC 9112 §4 and mend them in the server' }],
    section: 'RFC 9112 §4',
  };
}
