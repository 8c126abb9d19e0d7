import { bodyStart } from '../../bodyHints.ts';
import { headerValue } from '../../../protocol/httpHead.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { fingerprints } from '../../fingerprints.ts';
import { requestQuote } from '../../quotes.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { serverWords, statusAndWords } from '../../serverWords.ts';
import { quoted } from '../../wording.ts';

/** 403 (RFC 9110 §15.5.4), the answer of RFC 6455 §4.2.2 and §10.2 to an Origin that is not welcome. */
export const forbidden: Rule = (evidence) => {
  const { response, body } = evidence;
  if (response?.status !== 403) return undefined;
  const origin =
    evidence.asked.origin ?? (evidence.request === undefined ? undefined : headerValue(evidence.request, 'Origin'));
  const firewall = fingerprints(response, body).find(({ role }) => role === 'firewall');
  const sent = origin === undefined ? 'no Origin header was sent' : `the Origin ${quoted(origin)} was sent`;
  const said = serverWords(evidence);
  const aboutOrigin = /origin/i.test(bodyStart(body) ?? '');
  const diagnosis =
    firewall === undefined
      ? refusalDiagnosis(evidence, response, {
          cause: aboutOrigin ? 'origin-refused' : 'forbidden',
          title: aboutOrigin
            ? `The server refuses ${origin === undefined ? 'a request without an Origin' : `the Origin ${origin}`} (403)`
            : `The server refuses the connection (${said === undefined ? '403 Forbidden' : statusAndWords(evidence)})`,
          explanation: `It understood the request and does not allow it. ${said === undefined || aboutOrigin ? `Servers often decide by the Origin header, which browsers send by themselves: ${sent}.` : `Its own words say why; ${sent}.`}`,
          likelyCauses: [
            ...(said === undefined || aboutOrigin ? [] : [{ cause: 'What the server says', because: quoted(said) }]),
            ...causes(evidence, origin),
          ],
          remedies: remedies(evidence, origin),
          section: 'RFC 9110 §15.5.4, RFC 6455 §10.2',
        })
      : refusalDiagnosis(evidence, response, {
          cause: 'blocked-by-firewall',
          title: `Blocked by ${firewall.who}, not by the application (403)`,
          explanation: `The 403 was written by ${firewall.who}, which stands in front of the server and most likely never passed the request on; ${sent}.`,
          likelyCauses: [
            {
              cause: 'A bot or firewall rule took offence at a request that no browser sent',
              because: 'Our request has no User-Agent and cookies of a browser unless you add them.',
            },
          ],
          remedies: [
            { title: `Look at the events of ${firewall.who} for this request, and allow this path or address` },
            { title: 'Send the User-Agent, Origin and Cookie headers of a browser that gets through' },
          ],
          section: 'RFC 9110 §15.5.4',
        });
  return {
    ...diagnosis,
    evidence: [...diagnosis.evidence, requestQuote(origin === undefined ? 'no Origin header' : `Origin: ${origin}`)],
  };
};

/** The Origin that a page of the server itself would send. */
function ownOrigin(evidence: Evidence): string | undefined {
  if (!URL.canParse(evidence.asked.url)) return undefined;
  const url = new URL(evidence.asked.url);
  return `${url.protocol === 'wss:' ? 'https' : 'http'}://${url.host}`;
}

function causes(evidence: Evidence, origin: string | undefined): LikelyCause[] {
  const credentials = evidence.asked.headerNames.some((name) => /^(authorization|cookie)$/i.test(name));
  const originCause: LikelyCause =
    origin === undefined
      ? {
          cause: 'The server wants an Origin header that it knows',
          because: 'We sent none; a browser always sends one.',
        }
      : {
          cause: 'The Origin is not on the server’s list',
          because: `${quoted(origin)} was sent${isOwn(evidence, origin) ? ', which is the server’s own' : ''}.`,
        };
  const rights: LikelyCause = credentials
    ? {
        cause: 'The account has no right to it',
        because: 'Credentials were sent, and 403 says that others would not help by themselves.',
      }
    : {
        cause: 'Credentials are missing',
        because:
          'The request had neither Authorization nor Cookie, and some servers answer 403 where 401 would be due.',
      };
  return origin !== undefined && isOwn(evidence, origin) ? [rights, originCause] : [originCause, rights];
}

/** The scheme does not count here: behind a TLS proxy `http` and `https` are the same site. */
function isOwn(evidence: Evidence, origin: string): boolean {
  const own = ownOrigin(evidence);
  return own !== undefined && URL.canParse(origin) && new URL(origin).host === new URL(own).host;
}

/** One change of the Origin at most: a second one would lead back to where the attempt began. */
function remedies(evidence: Evidence, origin: string | undefined): Remedy[] {
  const own = ownOrigin(evidence);
  const found: Remedy[] = [];
  if (own !== undefined && (origin === undefined || !isOwn(evidence, origin)))
    found.push({ title: `Send the server’s own Origin: ${own}`, change: { kind: 'origin', origin: own } });
  else found.push({ title: 'Send the Origin of a page that the server allows, as its configuration names it' });
  if (origin !== undefined) found.push({ title: `Add the Origin ${quoted(origin)} to the allowed ones in the server` });
  found.push(
    evidence.asked.headerNames.some((name) => /^(authorization|cookie)$/i.test(name))
      ? { title: 'Check that the credentials which were sent have the right to this path' }
      : { title: 'Send the Authorization or Cookie header that the server expects' },
  );
  return found;
}
