import { recogniseBytes } from '../../banners.ts';
import { bytesQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';

/** The bytes that came are no HTTP/1.1 (RFC 9112 §4), be they of another protocol or of none that is known. */
export const otherProtocol: Rule = (evidence) => {
  const said = evidence.traffic.unrecognised;
  const { failure, response } = evidence;
  if (
    failure === undefined ||
    said === undefined ||
    said.length === 0 ||
    (response !== undefined && response.status !== 0)
  )
    return undefined;
  // A cut or damaged HTTP head is another matter.
  if (/^HTTP\//i.test(new TextDecoder('latin1').decode(said.subarray(0, 5)))) return undefined;
  const target = targetOf(evidence);
  const other = recogniseBytes(said);
  const quotes = [{ text: bytesQuote(said), source: { kind: 'response' as const } }];
  if (other !== undefined) {
    const http2 = other.id === 'http2';
    return {
      stage: 'http',
      cause: http2 ? 'http2-instead-of-http1' : 'other-protocol',
      title: http2
        ? 'The server speaks HTTP/2, which was not agreed on'
        : `Port ${target.port} belongs to ${other.name}, not to a WebSocket server`,
      explanation:
        `Instead of an HTTP answer ${target.authority} sent ${other.what}. ` +
        (http2
          ? 'A WebSocket opening handshake is HTTP/1.1, and HTTP/2 over TLS has to be chosen by ALPN first, which we did not offer.'
          : `${other.name} does not understand an upgrade request.`),
      evidence: quotes,
      likelyCauses: [
        http2
          ? {
              cause: 'The server takes every connection for HTTP/2',
              because: `It sent ${other.what} without being asked.`,
            }
          : { cause: 'The port number is wrong', because: `What answers on port ${target.port} is ${other.name}.` },
      ],
      remedies: [
        http2
          ? { title: 'Allow HTTP/1.1 on this port of the server' }
          : { title: 'Put the port of the WebSocket server into the URL' },
      ],
      section: http2 ? 'RFC 9113 §3.2' : 'RFC 9112 §4',
    };
  }
  return {
    stage: 'http',
    cause: 'not-http',
    title: 'What answered does not speak HTTP',
    explanation: `${target.authority} took our request and answered with bytes that are no HTTP: ${bytesQuote(said, 24)}. An answer has to begin with "HTTP/1.1".`,
    evidence: quotes,
    likelyCauses: [
      { cause: 'The port belongs to another program', because: 'Its bytes fit no protocol that is known here.' },
      { cause: 'The server speaks TLS or another layer first', because: `The URL says ${target.scheme}://.` },
    ],
    remedies: [{ title: 'Check host and port' }],
    section: 'RFC 9112 §4',
  };
};
