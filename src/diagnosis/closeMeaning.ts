import { statusCodeMeaning, statusCodeName, statusCodeRange } from '../protocol/statusCode.ts';
import type { Evidence } from './evidence.ts';
import { httpStatusOf, privateCode } from './privateCodes.ts';
import { targetOf } from './target.ts';
import { bytes } from './wording.ts';

/** A close code in the light of this connection: who sent it decides what it means. */
export interface CloseMeaning {
  readonly name: string;
  /** One or two sentences. */
  readonly meaning: string;
  /** What to do about it; undefined when there is nothing to do. */
  readonly remedy: string | undefined;
}

/** The numbers that a Close says most with are told apart by who sent it (RFC 6455 §7.4). */
export function closeMeaning(code: number, from: 'client' | 'server', evidence: Evidence): CloseMeaning {
  const known = privateCode(code, evidence.handshake?.subprotocol, targetOf(evidence).host);
  const name = known?.name ?? statusCodeName(code);
  const told = from === 'server' ? byServer(code, evidence) : byUs(code);
  if (known !== undefined) return { name, meaning: known.meaning, remedy: undefined };
  return { name, meaning: told?.[0] ?? statusCodeMeaning(code), remedy: told?.[1] };
}

type Told = readonly [meaning: string, remedy?: string];

/** The usual limits of servers on one message, for whoever was told 1009. */
const LIMITS =
  'Raise the limit of the server (ws: maxPayload; Tomcat and Spring: 8 KiB by default; Jetty and ASP.NET: 64 KiB and less; Python’s websockets: max_size, 1 MiB; AWS API Gateway: 128 KiB), or send smaller messages';

function byServer(code: number, evidence: Evidence): Told | undefined {
  const { traffic } = evidence;
  const nothingSent =
    traffic.frames.client === 0 || (traffic.frames.client === 1 && evidence.closing?.answer?.from === 'client');
  const large = traffic.largestFrame?.client;
  switch (code) {
    case 1001:
      return [
        'The server goes away: it shuts down, restarts or is being deployed, or it ends connections after some time.',
        'Have the client connect again after a short, random wait',
      ];
    case 1002:
      return [
        'The server found a frame of ours to break the protocol, or reads the stream wrongly.',
        'Look at our last frame before the Close, and turn permessage-deflate off to compare',
      ];
    case 1003:
      return [
        'The server does not take this type of message: binary where it wants text, or the other way round.',
        'Send the message as the other type, text or binary',
      ];
    case 1007:
      return [
        'The server found the content of a message of ours invalid: text that is not UTF-8, JSON that it cannot read, or compressed data that does not inflate.',
        'Compare our last message with what the server expects, and turn permessage-deflate off to compare',
      ];
    case 1008:
      return [
        nothingSent
          ? 'The server refuses us by a policy of its own, before we sent a message: mostly for credentials, the Origin or the rights to this path.'
          : 'The server refuses what we did by a policy of its own: mostly credentials, rights, a rate limit or a message that it does not expect.',
        'Check token, Origin and rights; the reason and the server’s log name the rule',
      ];
    case 1009:
      return [
        `A message of ours is larger than the server takes${large === undefined ? '' : `; our largest frame had ${bytes(large)}`}.`,
        LIMITS,
      ];
    case 1010:
      return [
        'The server says that an extension is missing, a code that only a client is to send.',
        'Offer the extensions that the server’s documentation names',
      ];
    case 1011:
      return [
        'The server failed: its program met an error that it did not catch, often in the handler of the message before.',
        'Look into the log of the server for this moment',
      ];
    case 1012:
      return ['The service restarts.', 'Have the client connect again after a random wait of 5 to 30 seconds'];
    case 1013:
      return [
        'The service is overloaded and wants us to come back later.',
        'Have the client wait longer after each failed attempt (exponential back-off)',
      ];
    case 1014:
      return ['A gateway got an invalid answer from the server behind it.', 'Check the server behind the gateway'];
    case 3000:
      return ['The service wants credentials, or better ones.', 'Send valid credentials'];
    case 3003:
      return ['The service knows who we are and does not allow this.', 'Use an account that has the right to it'];
    case 3008:
      return [
        'The service waited for something of ours that did not come in time, such as a login message or a Ping.',
        'Send what the server waits for sooner',
      ];
    default:
      return madeUp(code);
  }
}

function madeUp(code: number): Told | undefined {
  const range = statusCodeRange(code);
  const status = httpStatusOf(code);
  if (range === 'private' && status !== undefined)
    return [
      `A code of the application’s own. Numbers like this often stand for the status of HTTP without the 4000: ${status}.`,
    ];
  if (range === 'private') return ['A code of the application’s own: only its documentation says what it stands for.'];
  if (range === 'library')
    return ['A code that a library or framework may register; IANA’s registry has no entry for it.'];
  return undefined;
}

function byUs(code: number): Told | undefined {
  switch (code) {
    case 1001:
      return ['Our side went away.'];
    case 1002:
      return ['We ended the connection because a frame of the server’s breaks the protocol.'];
    case 1007:
      return ['We ended the connection because a message of the server’s is not what its type says.'];
    case 1009:
      return ['We ended the connection because a message of the server’s is larger than we are set to take.'];
    default:
      return undefined;
  }
}
