import { type Banner, recogniseBytes } from '../../banners.ts';
import type { Diagnosis } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { bytesQuote } from '../../quotes.ts';
import { maskUrl } from '../../redact.ts';
import type { Rule } from '../../rule.ts';
import { withoutProxy } from '../proxy/withoutProxy.ts';
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
  const special =
    withoutHandshake(said, other?.id, target.authority) ??
    garbageBeforeHttp(said, target.authority) ??
    (other?.bare === true ? bareContent(other, said, evidence) : undefined);
  const quotes = [{ text: bytesQuote(said), source: { kind: 'response' as const } }];
  if (special !== undefined) return { stage: 'http', evidence: quotes, section: 'RFC 9112 §4', ...special };
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

type Told = Omit<Diagnosis, 'stage' | 'evidence' | 'section'>;

/** Frames came where the 101 was due. */
function withoutHandshake(said: Uint8Array, known: string | undefined, authority: string): Told | undefined {
  if (known !== 'websocket') return undefined;
  return {
    cause: 'frames-without-handshake',
    title: 'The server sent WebSocket frames without answering the opening handshake',
    explanation: `Instead of a 101 ${authority} sent bytes that read as a frame: ${bytesQuote(said, 24)}. A server has to answer the request by HTTP first; frames come after that.`,
    likelyCauses: [
      {
        cause: 'The server writes frames to the bare socket, without a handshake of its own',
        because: 'The bytes have the form of whole frames.',
      },
    ],
    remedies: [{ title: 'Have the server answer 101 with Sec-WebSocket-Accept before the first frame' }],
  };
}

/** Content came without the head that HTTP puts before it. */
function bareContent({ name, what }: Banner, said: Uint8Array, evidence: Evidence): Told {
  const { authority } = targetOf(evidence);
  const { proxy } = evidence.asked;
  return {
    cause: 'content-without-head',
    title: `${proxy === undefined ? 'The server' : 'The server, or the proxy in front of it,'} sent ${name} without an HTTP head`,
    explanation: `Instead of an answer of HTTP ${authority} sent ${what}: ${bytesQuote(said, 96)}. An answer begins with "HTTP/1.1", a status and headers; only then comes content.`,
    likelyCauses: [
      ...(proxy === undefined
        ? []
        : [
            {
              cause: 'The proxy writes a page of its own into the tunnel, such as a notice that the address is blocked',
              because: `The connection goes through ${maskUrl(proxy)}, and a server would answer by HTTP.`,
            },
          ]),
      {
        cause: 'The server is written on bare TCP and speaks no HTTP',
        because: 'It answers with content only.',
      },
      { cause: 'The port number is wrong', because: `The URL leads to port ${targetOf(evidence).port}.` },
    ],
    remedies: [
      ...(proxy === undefined ? [] : [withoutProxy]),
      { title: 'Check host and port; a WebSocket server answers the request by HTTP first' },
    ],
  };
}

/** How far into the answer an "HTTP/1.1" that comes late is looked for, in bytes. */
const REACH = 64;

function garbageBeforeHttp(said: Uint8Array, authority: string): Told | undefined {
  const text = new TextDecoder('latin1').decode(said.subarray(0, REACH));
  const at = text.search(/HTTP\/\d/);
  if (at < 1) return undefined;
  const before = bytesQuote(said.subarray(0, at), 24);
  const bom = text.startsWith('\u00ef\u00bb\u00bf');
  return {
    cause: 'bytes-before-answer',
    title: `${at} ${at === 1 ? 'byte stands' : 'bytes stand'} before the answer’s "HTTP/1.1"${bom ? ': a byte order mark' : ''}`,
    explanation: `${authority} answered by HTTP, but its first ${at === 1 ? 'byte is' : `${at} bytes are`} ${before}${bom ? ', the byte order mark of UTF-8' : ''}. An answer begins with "HTTP/1.1" and nothing before it.`,
    likelyCauses: [
      bom
        ? { cause: 'The answer comes from a file that was saved with a byte order mark', because: 'ef bb bf is one.' }
        : {
            cause: 'Something else was written to the socket before, such as a rest of an earlier answer or a log line',
            because: `It is ${before}.`,
          },
    ],
    remedies: [{ title: 'Have the server write nothing before the status line' }],
  };
}
