import type { LikelyCause } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { phasesNamed } from '../../phases.ts';
import { count, duration, listing, quoted } from '../../wording.ts';
import { noneGiven, refusedQuietly } from '../tls/clientCertificate.ts';

/** The connection ended before the answer had a whole head (RFC 9112 §8): with no byte, or in the middle. */
export const noAnswer: Rule = (evidence) => {
  const { failure, response, traffic, closing, asked } = evidence;
  if (failure === undefined || failure.stage === 'timeout') return undefined;
  if (
    response !== undefined &&
    response.status !== 0 &&
    !response.violations.some(({ rule }) => rule === 'head-truncated')
  )
    return undefined;
  if (failure.stage !== 'http' && failure.stage !== 'upgrade' && failure.stage !== 'closing') return undefined;
  // A whole first line that is no HTTP, or a limit of ours, is not an end that came too early.
  if (/^HPE_|TOO_LARGE|OVERFLOW/.test(failure.code)) return undefined;
  if (
    evidence.violations.some(
      ({ violation }) => violation.rule === 'head-too-large' || violation.rule === 'head-too-many-lines',
    )
  )
    return undefined;
  const target = targetOf(evidence);
  const said = traffic.unrecognised;
  const text = said === undefined ? '' : new TextDecoder('latin1').decode(said);
  const reset =
    closing?.ended?.how === 'reset' ||
    (closing?.ended === undefined && failure.code === 'ECONNRESET' && !/hang up/i.test(failure.message));
  const how = reset ? 'reset the connection' : 'closed the connection';
  const quotes = ['request', 'response'] as const;
  const phases = quotes.flatMap((name) => phasesNamed(evidence, name)).map(phaseQuote);
  if (text !== '' || (response !== undefined && response.raw.length > 0)) {
    const got = text !== '' ? text : new TextDecoder('latin1').decode(response?.raw);
    if (!/^HTTP/i.test(got) && !'HTTP/'.startsWith(got)) return undefined;
    const inFirstLine = !/[\r\n]/.test(got);
    // A head that came to its end is for the rules about malformed heads.
    const truncated = evidence.violations.some(({ violation }) => violation.rule === 'head-truncated');
    // Only the first 256 bytes are kept: a head that is longer need not be cut.
    if (/\r?\n\r?\n/.test(got) || (!truncated && got.length >= 256)) return undefined;
    return {
      stage: 'http',
      cause: 'answer-cut',
      title: inFirstLine
        ? 'The server closed in the middle of the status line'
        : 'The server closed in the middle of the answer’s head',
      explanation: `${target.authority} ${how} after ${count(traffic.unrecognised?.length ?? response?.raw.length ?? 0, 'byte')} of its answer, ${quoted(got.split(/[\r\n]/, 1)[0] ?? '')}${inFirstLine ? '' : ' and some headers'}. A head ends with an empty line, and none came.`,
      evidence: [{ text: quoted(got, 240), source: { kind: 'response' } }, ...phases],
      likelyCauses: [
        { cause: 'The server crashed while it answered', because: 'The answer was begun and not finished.' },
        { cause: 'A proxy lost the server behind it', because: 'It passes on what it got, even half an answer.' },
      ],
      remedies: [
        { title: 'Look into the log of the server for this moment' },
        { title: 'Try again, to see whether it always happens' },
      ],
      section: 'RFC 9112 §8',
    };
  }
  if (response !== undefined) return undefined;
  const sent = phasesNamed(evidence, 'request').at(-1);
  const waited = traffic.endedMs === undefined || sent === undefined ? undefined : traffic.endedMs - sent.startMs;
  return {
    stage: 'http',
    cause: reset ? 'reset-without-answer' : 'closed-without-answer',
    title: `The server ${how} without answering`,
    explanation: `${target.authority} accepted the connection and took the request${sent === undefined ? '' : ` (${count(sent.bytes, 'byte')})`}, then ${how}${waited === undefined ? '' : ` after ${duration(Math.max(0, waited))}`} without a single byte of an answer (0 bytes).`,
    evidence: [
      ...phases,
      ...(failure.message === ''
        ? []
        : [{ text: `${failure.code}: ${failure.message}`, source: { kind: 'phase' as const, name: 'response' } }]),
    ],
    likelyCauses: [
      ...certificateUnwanted(evidence),
      ...(asked.subprotocols.length === 0
        ? []
        : [
            {
              cause: `The server speaks none of the offered subprotocols (${listing(asked.subprotocols)})`,
              because:
                'Some servers, such as the MQTT broker mosquitto, close without a word on a subprotocol they do not know.',
            },
          ]),
      ...(target.scheme === 'ws'
        ? [
            {
              cause: 'The port speaks TLS, or another protocol, and closes on plain HTTP',
              because: 'Many servers close silently on bytes they do not understand.',
            },
          ]
        : []),
      {
        cause: 'The server has no handler for upgrades on this path',
        because: 'Node’s HTTP server, for one, closes the socket when nobody listens for "upgrade".',
      },
      {
        cause: 'The server crashed on the request, or a firewall dropped it',
        because: 'An orderly refusal would have a status.',
      },
      {
        cause: 'The server has reached its limit of connections',
        because: 'Some servers close what is beyond it without a word.',
      },
    ],
    remedies: [
      ...(asked.subprotocols.length === 0
        ? []
        : [{ title: 'Connect without a subprotocol', change: { kind: 'subprotocols' as const, subprotocols: [] } }]),
      ...(target.scheme === 'ws' ? [{ title: 'Try wss://, if the port may be a TLS port' }] : []),
      { title: 'Look into the log of the server for this moment' },
      { title: `Check that the server handles WebSocket upgrades on ${target.path}` },
    ],
    section: 'RFC 9112 §8, RFC 6455 §4.2.2',
  };
};

/** In TLS 1.3 our certificate is judged when the handshake looks finished already (RFC 8446 §4.4.2.4). */
function certificateUnwanted(evidence: Evidence): LikelyCause[] {
  const tls = phasesNamed(evidence, 'tls').findLast(({ peer }) => peer === 'server');
  if (tls?.ok !== true) return [];
  if (evidence.asked.clientCertificate !== undefined) return [refusedQuietly];
  return tls.version === 'TLSv1.3' ? [noneGiven] : [];
}
