import { headerValue } from '../../../protocol/httpHead.ts';
import { bodyStart, plainText } from '../../bodyHints.ts';
import type { Remedy } from '../../diagnosis.ts';
import { fingerprints } from '../../fingerprints.ts';
import { requestQuote } from '../../quotes.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { quoted } from '../../wording.ts';

const STATUSES: ReadonlySet<number> = new Set([400, 403, 404, 421, 500]);

/** How servers and development servers say that they do not serve the host which the request names. */
const hostWords =
  /(request )?hostname is invalid|invalid host(name)?(\/origin)?( header)?\b|DisallowedHost|invalid HTTP_HOST|blocked hosts?\b|this host \([^)]*\) is not allowed|host (header |name )?[^.\n]{0,60}\b(is )?(not allowed|not permitted|not recogni[sz]ed|unknown)|unknown (virtual )?host\b|no such (virtual )?host/i;

/** All that Django says when DEBUG is off and the host is not in ALLOWED_HOSTS. */
const djangoPage = /<h1>Bad Request \(400\)<\/h1>/;

const lists: readonly (readonly [RegExp, string])[] = [
  [/django|DisallowedHost|ALLOWED_HOSTS|<h1>Bad Request \(400\)/i, 'Django: add the host to ALLOWED_HOSTS'],
  [/blocked hosts?\b/i, 'Rails: add the host to config.hosts'],
  [/this host \(/i, 'Vite: add the host to server.allowedHosts'],
  [/invalid host(\/origin)? header/i, 'webpack-dev-server and Angular: add the host to allowedHosts'],
  [/hostname is invalid/i, 'IIS and http.sys: add a binding for the host'],
];

/** The server does not serve the name in our Host header (RFC 9110 §7.2); its own words say so. */
export const hostRefused: Rule = (evidence) => {
  const { response, body, request } = evidence;
  if (response === undefined || !STATUSES.has(response.status)) return undefined;
  const text = bodyStart(body) ?? '';
  const plain = /<\w/.test(text) ? plainText(text) : text;
  const words = hostWords.exec(plain)?.[0];
  const django = response.status === 400 && djangoPage.test(text);
  if (words === undefined && !django) return undefined;
  const sent = (request === undefined ? undefined : headerValue(request, 'Host')) ?? targetOf(evidence).authority;
  const who = fingerprints(response, body)[0]?.who ?? (django ? 'Django' : undefined);
  const settings: Remedy[] = lists.filter(([known]) => known.test(text)).map(([, title]) => ({ title }));
  const diagnosis = refusalDiagnosis(evidence, response, {
    cause: 'host-refused',
    title: `The server does not serve the host ${quoted(sent, 60)} (${response.status})`,
    explanation:
      `We sent "Host: ${sent}", and ${who ?? 'the server'} ` +
      (words === undefined
        ? 'answered with the bare page that it shows when this name is not among those it may serve.'
        : `answered ${response.status} with the words ${quoted(words)}.`) +
      ' Servers compare the header with a list of their own, to keep strangers’ names out.',
    likelyCauses: [
      {
        cause: 'The name is not on the server’s list of hosts',
        because: words === undefined ? 'The page is the one for that case.' : `It says ${quoted(words)}.`,
      },
      {
        cause: 'The server is reached by an address or a tunnel’s name instead of its own',
        because: `The URL names ${targetOf(evidence).host}.`,
      },
    ],
    remedies: [
      ...settings.slice(0, 1),
      { title: 'Connect by the name that the server knows, or send that name in a Host header of your own' },
      ...(settings.length === 0 ? [{ title: `Add ${sent} to the hosts that the server allows` }] : []),
    ],
    section: 'RFC 9110 §7.2, §15.5.1',
  });
  return { ...diagnosis, evidence: [...diagnosis.evidence, requestQuote(`Host: ${sent}`)] };
};
