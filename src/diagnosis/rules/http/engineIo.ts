import { bodyHints, bodyStart } from '../../bodyHints.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { fingerprints } from '../../fingerprints.ts';
import { maskUrl } from '../../redact.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { quoted } from '../../wording.ts';
import { withQuery } from './withQuery.ts';

/** Where Socket.IO and Engine.IO servers listen unless they are told otherwise. */
const usualPath = /\/(socket|engine)\.io\/?$/;

/** Engine.IO, which Socket.IO is built on, refuses a request by a sentence of its own; its protocol is in the query. */
export const engineIo: Rule = (evidence) => {
  const { response, body } = evidence;
  if (response === undefined || (response.status !== 400 && response.status !== 403)) return undefined;
  const known = fingerprints(response, body).some(({ id }) => id === 'engine-io');
  const own = /^\s*(bad request|forbidden)\s*$/i.test(bodyStart(body) ?? '') && usualPath.test(targetOf(evidence).path);
  if (!known && !own) return undefined;
  const words = bodyHints(body).message ?? '';
  const story = tell(words, evidence);
  return refusalDiagnosis(evidence, response, {
    cause: 'engine-io-refused',
    title: `The Socket.IO server refuses the request (${response.status}: ${quoted(words, 80)})`,
    explanation: `It answered ${response.status} and says ${quoted(words)}: ${story.means}. Socket.IO has its own protocol on top of WebSocket; its server wants to find ?EIO=4&transport=websocket in the query.`,
    likelyCauses: story.causes,
    remedies: story.remedies,
    section: 'RFC 9110 §15.5.1',
  });
};

interface Told {
  /** In words that follow a colon. */
  readonly means: string;
  readonly causes: readonly LikelyCause[];
  readonly remedies: readonly Remedy[];
}

/** The query as it is in the URL now. */
const parameter = (evidence: Evidence, name: string): string | undefined =>
  URL.canParse(evidence.asked.url) ? (new URL(evidence.asked.url).searchParams.get(name) ?? undefined) : undefined;

function connectTo(url: string): Remedy {
  return { title: `Connect to ${maskUrl(url)}`, change: { kind: 'url', url } };
}

/** The versions of the protocol: 3 for Socket.IO 2, 4 for Socket.IO 3 and later. */
const PRESENT = { EIO: '4', transport: 'websocket' };

function tell(words: string, evidence: Evidence): Told {
  const transport = parameter(evidence, 'transport');
  const version = parameter(evidence, 'EIO');
  const asExpected = connectTo(withQuery(evidence, PRESENT, ['sid']));
  if (/session id unknown/i.test(words)) {
    return {
      means: 'the URL names a session (sid) that this server does not have',
      causes: [
        {
          cause: 'The session has ended, or the server was restarted',
          because: 'Sessions live in its memory for a short time only.',
        },
        {
          cause: 'A load balancer led us to another server than the one with the session',
          because: 'Each server knows its own sessions only; with several, requests have to stick to one.',
        },
      ],
      remedies: [asExpected, { title: 'Turn sticky sessions on in the load balancer' }],
    };
  }
  if (/unsupported protocol version/i.test(words)) {
    return {
      means: `it does not speak version ${version ?? '(none given)'} of the protocol (EIO)`,
      causes: [
        {
          cause: 'Server and client are of different generations of Socket.IO',
          because:
            'EIO=3 belongs to Socket.IO 2, EIO=4 to Socket.IO 3 and later, which takes EIO=3 only with allowEIO3.',
        },
      ],
      remedies: [version === '4' ? connectTo(withQuery(evidence, { ...PRESENT, EIO: '3' }, ['sid'])) : asExpected],
    };
  }
  if (/transport unknown/i.test(words)) {
    return {
      means:
        transport === undefined
          ? 'the query has no transport'
          : `it does not know the transport ${quoted(transport)}, or does not allow it`,
      causes: [
        transport === 'websocket'
          ? { cause: 'The server allows polling only', because: 'Its option transports may leave "websocket" out.' }
          : {
              cause: 'The query is not what Socket.IO expects',
              because: transport === undefined ? 'It has no transport=websocket.' : `It says transport=${transport}.`,
            },
      ],
      remedies:
        transport === 'websocket' ? [{ title: 'Allow "websocket" among the transports of the server' }] : [asExpected],
    };
  }
  if (/forbidden/i.test(words)) {
    return {
      means: 'its own check of requests (allowRequest) or of the Origin said no',
      causes: [
        {
          cause: 'The server does not accept the Origin or the credentials',
          because: 'Engine.IO says "Forbidden" when allowRequest refuses.',
        },
      ],
      remedies: [{ title: 'Send the Origin and the credentials that the server expects' }],
    };
  }
  return {
    means: 'the request is not what its protocol expects',
    causes: [
      {
        cause: 'The query is not what Socket.IO expects',
        because: transport === undefined ? 'It has no transport=websocket.' : `It says transport=${transport}.`,
      },
    ],
    remedies:
      transport === 'websocket' && version !== undefined && parameter(evidence, 'sid') === undefined
        ? [{ title: 'Look into the log of the server (DEBUG=engine) for this moment' }]
        : [asExpected],
  };
}
