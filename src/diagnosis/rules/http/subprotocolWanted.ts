import { headerValue } from '../../../protocol/httpHead.ts';
import { bodyStart } from '../../bodyHints.ts';
import { upgradeMissing } from './upgradeMissing.ts';
import { optionsQuote, requestQuote } from '../../quotes.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { suggestedSubprotocols } from '../../suggestedSubprotocols.ts';
import { listing, quoted } from '../../wording.ts';

/** The most names that get a button each. */
const MOST = 3;

/** A refusal whose body speaks of a subprotocol, to a request that offered none (RFC 6455 §4.2.2 item 4). */
export const subprotocolWanted: Rule = (evidence) => {
  const { response, body, request, asked } = evidence;
  const text = bodyStart(body) ?? '';
  const offered =
    asked.subprotocols.length > 0 ||
    (request !== undefined && headerValue(request, 'Sec-WebSocket-Protocol') !== undefined);
  if (response === undefined || response.status < 400 || response.status > 499) return undefined;
  if (offered || !/sub-?protocol|sec-websocket-protocol/i.test(text) || upgradeMissing.test(text)) return undefined;
  const names = suggestedSubprotocols(body).slice(0, MOST);
  const diagnosis = refusalDiagnosis(evidence, response, {
    cause: 'subprotocol-wanted',
    title: 'The server wants a subprotocol',
    explanation: `We offered no subprotocol, and the server answered ${response.status} and speaks of one.${names.length === 0 ? '' : ` It names ${listing(names.map((name) => quoted(name)))}.`}`,
    likelyCauses: [
      {
        cause: 'The request has to offer a subprotocol that the server speaks',
        because: 'It carried no Sec-WebSocket-Protocol header.',
      },
    ],
    remedies: [
      ...names.map((name) => ({
        title: `Offer the subprotocol ${quoted(name)}`,
        change: { kind: 'subprotocols' as const, subprotocols: [name] },
      })),
      {
        title: `${names.length === 0 ? 'Enter' : 'Or enter'} the subprotocol that the server’s documentation names under Options → Subprotocols`,
      },
    ],
    section: 'RFC 6455 §1.9, §4.2.2',
  });
  return {
    ...diagnosis,
    evidence: [...diagnosis.evidence, requestQuote('no Sec-WebSocket-Protocol'), optionsQuote('Subprotocols: none')],
  };
};
