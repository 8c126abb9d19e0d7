import { closeMeaning } from '../../closeMeaning.ts';
import { endingOf, endingQuotes, endingSentence } from '../../ending.ts';
import type { Rule } from '../../rule.ts';
import { quoted } from '../../wording.ts';

/** The server sent Close and ended TCP before our answer: its reason is known, the end is not clean (RFC 6455 §7.1.4). */
export const closeCutShort: Rule = (evidence) => {
  const { closing } = evidence;
  const first = closing?.first;
  const ending = endingOf(evidence);
  if (first?.from !== 'server' || closing?.answer !== undefined || ending === undefined) return undefined;
  if (ending.how === 'lasting') return undefined;
  const said = first.code === undefined ? undefined : closeMeaning(first.code, 'server', evidence);
  const code = first.code === undefined ? 'without a code' : `${first.code} (${said?.name ?? ''})`;
  const reason = first.reason === '' ? '' : ` and the reason ${quoted(first.reason)}`;
  return {
    stage: 'closing',
    cause: 'close-cut-short',
    title: `The server closed: ${code}${first.reason === '' ? '' : ` ${quoted(first.reason, 60)}`}, and did not wait for our answer`,
    explanation: `It sent Close ${code}${reason}. ${said === undefined ? '' : `${said.meaning} `}${endingSentence(ending)} before our Close was sent, so the closing handshake stayed incomplete.`,
    evidence: endingQuotes(evidence, ending),
    likelyCauses: [
      {
        cause: 'The server ends the socket right after its Close',
        because: 'A clean end waits for the other side’s Close.',
      },
      ...(first.code === 1001 || first.code === 1012
        ? [{ cause: 'The server is shutting down or restarting', because: `That is what ${first.code} says.` }]
        : []),
    ],
    remedies: [
      ...(said?.remedy === undefined ? [] : [{ title: said.remedy }]),
      { title: 'Have the server wait for the answer to its Close before it ends TCP' },
    ],
    section: 'RFC 6455 §7.1.4, §7.4.1',
  };
};
