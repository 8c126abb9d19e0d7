import { recogniseBytes } from '../../banners.ts';
import { phasesNamed } from '../../phases.ts';
import { bytesQuote, phaseQuote } from '../../quotes.ts';
import { proxyAs, proxyName } from './proxyName.ts';
import { withoutProxy } from './withoutProxy.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { quoted } from '../../wording.ts';

/** The proxy did not answer CONNECT by HTTP: it closed, or spoke something else. */
export const proxyBroken: Rule = (evidence) => {
  const phase = phasesNamed(evidence, 'proxy').at(-1);
  if (evidence.failure?.stage !== 'proxy') return undefined;
  const name = proxyName(evidence);
  const plain = /^http:/i.test(name);
  const { authority } = targetOf(evidence);
  const said = evidence.proxyAnswer?.unrecognised;
  const quotes = phase === undefined ? [] : [phaseQuote(phase)];
  if (said !== undefined && said.length > 0) {
    const other = recogniseBytes(said);
    const socks = said[0] === 0x05 || said[0] === 0x04 || said[0] === 0x00;
    const text = new TextDecoder('latin1').decode(said);
    if (text.startsWith('HTTP/')) {
      return {
        stage: 'proxy',
        cause: 'proxy-answer-cut',
        title: 'The proxy broke off in the middle of its answer to CONNECT',
        explanation: `${name} began to answer CONNECT ${authority} with ${quoted(text, 80)} and ended the connection before its head was whole. The WebSocket server was not asked.`,
        evidence: [{ text: quoted(text, 240), source: { kind: 'phase', name: 'proxy' } }, ...quotes],
        likelyCauses: [
          { cause: 'The proxy crashed, or was restarted, while it answered', because: 'Its answer has no end.' },
        ],
        remedies: [{ title: 'Try again, and look into the log of the proxy for this moment' }, withoutProxy],
        section: 'RFC 9112 §8, RFC 9110 §9.3.6',
      };
    }
    const spoken = other?.name ?? (socks ? 'SOCKS' : undefined);
    return {
      stage: 'proxy',
      cause: 'proxy-not-http',
      title: 'The proxy does not speak HTTP',
      explanation:
        `${name} answered CONNECT ${authority} with bytes that are no HTTP: ${bytesQuote(said, 24)}. ` +
        (spoken === undefined ? 'Whatever listens there is no HTTP proxy.' : `It looks like ${spoken}.`),
      evidence: [{ text: bytesQuote(said), source: { kind: 'phase', name: 'proxy' } }, ...quotes],
      likelyCauses: [
        other?.id === 'tls'
          ? {
              cause: 'The proxy is spoken to by TLS, as https:// says',
              because: `It answered our plain text with ${other.what}.`,
            }
          : socks && other === undefined
            ? {
                cause: 'It is a SOCKS proxy',
                because: `Its answer begins with byte ${bytesQuote(said.subarray(0, 1))}, as in SOCKS.`,
              }
            : {
                cause: 'The port is not the one of the proxy',
                because: 'An HTTP proxy begins its answer with "HTTP/1.1".',
              },
      ],
      remedies: [
        ...(other?.id === 'tls' && plain ? [proxyAs(evidence, 'https')] : []),
        ...(other === undefined && socks ? [proxyAs(evidence, 'socks5')] : []),
        { title: 'Check scheme, host and port of the proxy' },
        withoutProxy,
      ],
      section: 'RFC 9110 §9.3.6, RFC 9112 §4',
    };
  }
  const reset = evidence.failure.code === 'ECONNRESET';
  return {
    stage: 'proxy',
    cause: 'proxy-closed',
    title: 'The proxy closed the connection without answering CONNECT',
    explanation:
      `${name} accepted the connection, read CONNECT ${authority}, and ${reset ? 'reset the connection' : 'closed it'} without a byte of an answer. ` +
      'The WebSocket server was not asked.',
    evidence: quotes,
    likelyCauses: [
      {
        cause: 'The proxy does not allow tunnels to this host or port',
        because: 'Some proxies drop what they forbid instead of answering 403.',
      },
      ...(plain
        ? [
            {
              cause: 'The proxy is spoken to by TLS, so that its address has to begin with https://',
              because: 'A TLS server closes on plain text, and it was spoken to in plain text, as http:// says.',
            },
          ]
        : []),
      { cause: 'The port is not that of an HTTP proxy', because: 'Nothing HTTP came from it.' },
    ],
    remedies: [
      ...(plain ? [proxyAs(evidence, 'https')] : []),
      { title: 'Check scheme, host and port of the proxy' },
      withoutProxy,
    ],
    section: 'RFC 9110 §9.3.6',
  };
};
