import { bodyStart } from '../../bodyHints.ts';
import { recogniseBytes } from '../../banners.ts';
import { bytesQuote, statusQuote } from '../../quotes.ts';
import { maskUrl } from '../../redact.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { targetOf, withUrl } from '../../target.ts';
import { quoted } from '../../wording.ts';

/** How servers say that they got plain HTTP on a TLS port: nginx and AWS, Apache, Go and Caddy, Tomcat, Jetty and Node-like ones. */
const bodies =
  /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled server port|Client sent an HTTP request to an HTTPS server|combination of host and port requires TLS|HTTP request to an HTTPS (?:server|port)|This is an HTTPS server/i;

/** TLS answered a plain request: by a sentence in HTTP, or by an alert of its own (RFC 8446 §6). */
export const plainRequestOnTlsPort: Rule = (evidence) => {
  const target = targetOf(evidence);
  const { response, body, traffic } = evidence;
  if (target.scheme !== 'ws') return undefined;
  const words = bodies.exec(bodyStart(body) ?? '')?.[0];
  const said = traffic.unrecognised;
  const record = said === undefined ? undefined : recogniseBytes(said);
  if (words === undefined && record?.id !== 'tls') return undefined;
  const url = withUrl(evidence, (parsed) => {
    parsed.protocol = 'wss:';
    // A port left to the scheme would move from 80 to 443, away from the port that answered.
    if (!target.portGiven) parsed.port = '80';
  });
  const about = {
    cause: 'plain-http-on-tls-port',
    title: `Port ${target.port} speaks TLS: use wss:// instead of ws://`,
    likelyCauses: [
      {
        cause: 'The server expects TLS on this port',
        because: words === undefined ? 'It answered by TLS.' : `It says ${quoted(words)}.`,
      },
    ],
    remedies: [{ title: `Connect with TLS: ${maskUrl(url)}`, change: { kind: 'url' as const, url } }],
  };
  if (response !== undefined && words !== undefined) {
    return refusalDiagnosis(evidence, response, {
      ...about,
      explanation: `The server answered our plain request with ${response.status} and the words ${quoted(words)}. It wants the connection to begin with TLS.`,
      section: 'RFC 9110 §15.5.1, RFC 6455 §3',
    });
  }
  if (said === undefined) return undefined;
  return {
    ...about,
    stage: 'http',
    explanation: `We sent a plain HTTP request, and ${target.authority} answered with ${record?.what ?? 'a TLS record'}. It wants the connection to begin with TLS.`,
    evidence: [
      { text: bytesQuote(said), source: { kind: 'response' } },
      ...(response === undefined || response.status === 0 ? [] : [statusQuote(response)]),
    ],
    section: 'RFC 8446 §6, RFC 6455 §3',
  };
};
