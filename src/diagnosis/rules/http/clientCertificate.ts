import { bodyStart, plainText } from '../../bodyHints.ts';
import type { LikelyCause } from '../../diagnosis.ts';
import { optionsQuote } from '../../quotes.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { excerpt, quoted } from '../../wording.ts';
import { askAuthority, giveCertificate } from '../tls/clientCertificate.ts';

/** The certificate that was shown is not good enough: nginx, IIS (403.12 to 403.17), and others. */
const refusedWords =
  /SSL certificate (verification |verify )?(error|failed)|client certificate[^.<\n]{0,40}\b(untrusted|not trusted|invalid|not valid|revoked|expired|not yet valid|not accepted|rejected|denied|failed|unknown)|(invalid|untrusted|revoked|expired|bad|unknown) client certificate|certificate[^.<\n]{0,20}verif(y|ication) failed/i;

/** None was shown: nginx, IIS (403.7), Apache and others. */
const requiredWords =
  /no required SSL certificate was sent|no (client|SSL|TLS) ?-?certificate|(client|SSL|TLS)[ -]certificate[^.<\n]{0,40}\b(required|missing|not (provided|sent|presented|supplied|found)|needed)|(requires?|missing|must (present|provide|send)|needs?)( an?| your| the)?( valid)? (client|SSL|TLS)[ -]certificate|mutual TLS (is )?required|403\.7\b/i;

/** nginx has statuses of its own for both, which it shows as 400 unless told otherwise. */
const REFUSED = 495;
const REQUIRED = 496;

/** The server let TLS pass and asks for a client certificate over HTTP (RFC 8446 §4.4.2.4 leaves that choice to it). */
export const clientCertificate: Rule = (evidence) => {
  const { response, body, asked } = evidence;
  if (response === undefined || ![400, 401, 403, REFUSED, REQUIRED].includes(response.status)) return undefined;
  const start = bodyStart(body) ?? '';
  const text = `${response.reason}\n${/<[a-z!]/i.test(start) ? plainText(start) : start}`;
  // Who says that it was bad speaks of "required" as well, as in "The required certificate is invalid".
  const bad = refusedWords.exec(text)?.[0];
  const none = requiredWords.exec(text)?.[0];
  const refused =
    response.status === REFUSED || (response.status !== REQUIRED && bad !== undefined && none === undefined);
  const words = refused ? bad : none;
  if (words === undefined && response.status !== REFUSED && response.status !== REQUIRED) return undefined;
  const given = asked.clientCertificate !== undefined;
  const says = words === undefined ? '' : `, with the words ${quoted(excerpt(words))}`;
  const because = words === undefined ? `It answered ${response.status}.` : `It says ${quoted(excerpt(words))}.`;
  const diagnosis = refusalDiagnosis(evidence, response, {
    cause: refused ? 'client-certificate-refused' : 'client-certificate-required',
    title: refused
      ? `The server refused our client certificate (${response.status})`
      : `The server wants a client certificate (${response.status})`,
    explanation:
      `TLS came about, and then the server answered ${response.status}${says}: ` +
      (refused
        ? 'the client certificate that we gave does not verify there.'
        : `it lets in only clients that show a certificate of their own, and ${given ? 'ours did not come to it' : 'we gave none'}.`),
    likelyCauses: refused ? refusedCauses(because) : requiredCauses(given, because, targetOf(evidence).scheme),
    remedies: refused || given ? [askAuthority] : [giveCertificate],
    section: 'RFC 8446 §4.4.2.4, RFC 9110 §15.5',
  });
  const form =
    asked.clientCertificate === undefined
      ? 'none'
      : `given (tls.${asked.clientCertificate === 'pfx' ? 'pfx' : 'cert'})`;
  return { ...diagnosis, evidence: [...diagnosis.evidence, optionsQuote(`client certificate: ${form}`)] };
};

function refusedCauses(because: string): LikelyCause[] {
  return [
    { cause: 'The certificate comes from an authority that the server does not trust', because },
    {
      cause: 'The certificate has expired, or was revoked',
      because: 'Servers say the same of it: a certificate that does not verify.',
    },
    {
      cause: 'An intermediate certificate is missing from the file of tls.cert',
      because: 'The server needs all of them up to an authority that it knows.',
    },
  ];
}

function requiredCauses(given: boolean, because: string, scheme: 'ws' | 'wss'): LikelyCause[] {
  if (scheme === 'ws')
    return [{ cause: 'The path is for TLS with a client certificate', because: 'We spoke without TLS (ws://).' }];
  return [
    given
      ? {
          cause: 'Something on the way ends TLS and does not pass our certificate on',
          because: 'We gave one, and the server saw none.',
        }
      : { cause: 'The server uses mutual TLS', because },
  ];
}
