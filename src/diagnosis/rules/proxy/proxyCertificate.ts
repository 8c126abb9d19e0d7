import { phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { certificateFaults, certificateQuote } from '../tls/certificateRefused.ts';
import { withoutProxy } from './withoutProxy.ts';

/** TLS with the proxy itself came to nothing; the WebSocket server was never reached. */
export const proxyCertificate: Rule = (evidence) => {
  const { failure } = evidence;
  const phase = phasesNamed(evidence, 'tls').at(-1);
  if (failure?.stage !== 'proxy' || phase?.peer !== 'proxy' || phase.ok) return undefined;
  const refused = failure.code in certificateFaults;
  return {
    stage: 'proxy',
    cause: refused ? 'proxy-certificate-refused' : 'proxy-tls-failed',
    title: refused
      ? `The certificate of the proxy ${phase.verifiedName ?? phase.servername} does not verify (${failure.code})`
      : 'The TLS handshake with the proxy failed',
    explanation: refused
      ? `The proxy is spoken to by TLS, and its own certificate was refused: ${failure.message}. The WebSocket server was not asked.`
      : `The proxy’s address begins with https://, so it is spoken to by TLS, and that came to nothing: ${failure.message}. The WebSocket server was not asked.`,
    evidence: [phaseQuote(phase), ...phase.chain.map(certificateQuote)],
    likelyCauses: [
      refused
        ? {
            cause: 'The proxy’s certificate was issued by an authority of its own network',
            because: 'No authority that is trusted here signed it, or it is for another name or time.',
          }
        : { cause: 'The proxy does not speak TLS on this port', because: 'Most proxies are spoken to in plain text.' },
    ],
    remedies: [
      refused
        ? { title: 'Trust the authority of the proxy: name its PEM file in the setting websocketInspector.tls.ca' }
        : { title: 'Write the proxy as http:// instead of https://' },
      withoutProxy,
    ],
    section: 'RFC 8446 §4.4.2, RFC 9110 §9.3.6',
  };
};
