import { headerValue } from '../../../protocol/httpHead.ts';
import { VIOLATIONS, type ViolationRule } from '../../../protocol/violation.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import { requestQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { switchDiagnosis, switchViolations } from '../../switchViolations.ts';
import { quoted } from '../../wording.ts';

const isAboutExtensions = (rule: ViolationRule): boolean => rule.startsWith('extension') || rule.startsWith('deflate-');

/** The extensions of the 101 do not fit the offer (RFC 6455 §9.1) or break the rules of permessage-deflate (RFC 7692 §7.1). */
export const extensions: Rule = (evidence) => {
  const { response, asked, request } = evidence;
  const broken = switchViolations(evidence).find(({ rule }) => isAboutExtensions(rule));
  if (response === undefined || broken === undefined) return undefined;
  const value = headerValue(response, 'Sec-WebSocket-Extensions') ?? '';
  const offer = request === undefined ? undefined : headerValue(request, 'Sec-WebSocket-Extensions');
  const unasked = broken.rule === 'extension-not-offered' && (offer === undefined || !asked.deflate);
  const remedies: Remedy[] = [];
  if (unasked && /permessage-deflate/i.test(value)) {
    remedies.push({
      title: 'Offer permessage-deflate, which the server uses anyway',
      change: { kind: 'deflate', on: true },
    });
  } else if (asked.deflate) {
    remedies.push({ title: 'Connect without offering permessage-deflate', change: { kind: 'deflate', on: false } });
  }
  remedies.push({ title: 'Have the server answer the offer that the client made, and nothing more' });
  const diagnosis = switchDiagnosis(
    evidence,
    {
      stage: 'extensions',
      cause: unasked ? 'extension-unasked' : broken.rule,
      title:
        unasked && /permessage-deflate/i.test(value)
          ? 'The server enabled compression without being asked'
          : broken.sentence.replace(/\.$/, ''),
      explanation: `${unasked ? broken.sentence : `The rule: ${VIOLATIONS[broken.rule].rule}`} The answer says ${quoted(value)}. A client has to refuse it, since from here on the two would read the frames differently.`,
      likelyCauses: [producer(broken.rule, unasked, value)],
      remedies,
      section: broken.section,
    },
    'Sec-WebSocket-Extensions',
  );
  return {
    ...diagnosis,
    evidence: [
      ...diagnosis.evidence,
      requestQuote(offer === undefined ? 'no Sec-WebSocket-Extensions' : `Sec-WebSocket-Extensions: ${offer}`),
    ],
  };
};

function producer(rule: ViolationRule, unasked: boolean, value: string): LikelyCause {
  if (unasked)
    return { cause: 'The server ignores the offer, or a proxy adds the header', because: 'No extension was offered.' };
  if (rule === 'extension-not-offered' && value !== value.toLowerCase() && /^permessage-deflate\b/i.test(value))
    return {
      cause: 'The server, or a proxy, changes the letter case of the name',
      because: `${quoted(value)} differs from the offered permessage-deflate in letter case only.`,
    };
  if (rule === 'extension-not-offered')
    return { cause: 'The server is set to an extension of its own', because: `It answered ${quoted(value)}.` };
  if (rule === 'deflate-twice')
    return { cause: 'Server and proxy both add the extension', because: 'It stands there twice.' };
  if (rule === 'extensions-malformed')
    return { cause: 'The header is put together by hand', because: `${quoted(value)} does not follow the grammar.` };
  return {
    cause: 'The server’s compression settings are wrong, or its library is old',
    because: `It answered ${quoted(value)}.`,
  };
}
