import { recogniseBytes } from '../../banners.ts';
import { failureText, phasesNamed } from '../../phases.ts';
import { bytesQuote, phaseQuote } from '../../quotes.ts';
import { maskUrl } from '../../redact.ts';
import type { Rule } from '../../rule.ts';
import { targetOf, withUrl } from '../../target.ts';

const codes =
  /ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|RECORD_TOO_LONG|HTTP_REQUEST|HTTPS_PROXY_REQUEST|UNKNOWN_PROTOCOL|BAD_RECORD_TYPE)|wrong version number|packet length too long|unknown protocol|http request/i;

/** TLS was begun and something else than TLS came back (RFC 8446 §5.1: a record begins with its type and version). */
export const plainTextOnTlsPort: Rule = (evidence) => {
  const { failure, traffic } = evidence;
  const target = targetOf(evidence);
  const said = traffic.unrecognised;
  const answered = said !== undefined && said.length > 0;
  if (failure?.stage !== 'tls' || target.scheme !== 'wss') return undefined;
  if (!codes.test(failureText(evidence)) && !(answered && said[0] !== 0x15 && said[0] !== 0x16)) return undefined;
  const other = answered ? recogniseBytes(said) : undefined;
  const url = withUrl(evidence, (parsed) => {
    parsed.protocol = 'ws:';
    // A port left to the scheme would move from 443 to 80, away from the port that answered.
    if (!target.portGiven) parsed.port = '443';
  });
  return {
    stage: 'tls',
    cause: 'plain-text-on-tls-port',
    title: `Port ${target.port} does not speak TLS: use ws:// instead of wss://`,
    explanation:
      `We began a TLS handshake with ${target.authority}, and what came back was no TLS record` +
      (answered ? `: ${bytesQuote(said, 32)}. ` : ` (${failure.code}). `) +
      (other === undefined || other.id === 'tls'
        ? 'The server there most likely speaks plain text.'
        : `It is ${other.what}: this port belongs to ${other.name}.`),
    evidence: [
      ...(answered ? [{ text: bytesQuote(said), source: { kind: 'phase' as const, name: 'tls' } }] : []),
      ...phasesNamed(evidence, 'tls').map(phaseQuote),
    ],
    likelyCauses: [
      { cause: 'The server on this port has no TLS', because: 'Its answer does not begin with a TLS record.' },
      { cause: 'TLS is on another port, often 443', because: `The URL leads to port ${target.port}.` },
    ],
    remedies: [
      { title: `Connect without TLS: ${maskUrl(url)}`, change: { kind: 'url', url } },
      { title: 'Or turn TLS on in the server for this port' },
    ],
    section: 'RFC 8446 §5.1',
  };
};
