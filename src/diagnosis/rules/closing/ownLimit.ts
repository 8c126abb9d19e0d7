import { STATUS_CODES } from '../../../protocol/statusCode.ts';
import type { Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import type { Rule } from '../../rule.ts';
import { bytes, quoted } from '../../wording.ts';

interface Limit {
  readonly cause: string;
  readonly what: string;
  readonly remedy: string;
  readonly inBytes: boolean;
}

const limits: Readonly<Record<string, Limit>> = {
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: {
    cause: 'own-message-size-limit',
    what: 'the size of a message',
    remedy: 'Raise the largest message size in the settings',
    inBytes: true,
  },
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: {
    cause: 'own-frame-size-limit',
    what: 'the length of a frame',
    remedy: 'Have the server send it in several messages',
    inBytes: true,
  },
  WS_ERR_TOO_MANY_BUFFERED_PARTS: {
    cause: 'own-fragment-limit',
    what: 'the number of fragments and chunks of one message',
    remedy: 'Turn the cap on fragments off in the settings',
    inBytes: false,
  },
  TOO_MANY_PENDING_PONGS: {
    cause: 'own-pong-limit',
    what: 'the number of Pings waiting to be answered',
    remedy: 'Turn the cap on pending Pongs off in the settings',
    inBytes: false,
  },
};

/** The code for what is above the option `maxMessageSize`. */
const OF_MESSAGES = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';

/** Hardly anybody sends as much as one message. */
const IMPLAUSIBLE = 4 * 1024 ** 3;

/** The most that the option takes. */
const MOST = 2 * 1024 ** 3;

/** Four times as much, or as much as the frame says it has, in a round number. */
function raised(set: number, came: number | undefined): Remedy | undefined {
  const value = Math.min(MOST, Math.max(set * 4, came === undefined ? 0 : 2 ** Math.ceil(Math.log2(came))));
  if (value <= set) return undefined;
  return {
    title: `Raise the largest message from ${bytes(set)} to ${bytes(value)}`,
    change: { kind: 'option', path: 'maxMessageSize', value },
  };
}

/** What the frame that is under way says of its length; a compressed one may say less than the limit. */
function declaredAbove(set: number, { traffic }: Evidence): number | undefined {
  const length = traffic.unfinished?.declared;
  return length !== undefined && length > set ? length : undefined;
}

/** A limit of ours ended the connection, or kept us from reading a message: the server broke no rule (RFC 6455 §10.4). */
export const ownLimit: Rule = (evidence) => {
  const { failure, violations, closing, asked } = evidence;
  const cap = violations.find(({ violation }) => violation.rule === 'deflate-cap');
  const limit = failure === undefined ? undefined : limits[failure.code];
  if (limit === undefined && cap === undefined) return undefined;
  const amount = (n: number): string => (limit?.inBytes === false ? String(n) : bytes(n));
  const byOption = failure?.code === OF_MESSAGES && asked.maxMessageBytes !== undefined;
  const set = failure?.limit ?? (byOption ? asked.maxMessageBytes : undefined);
  const came = failure?.received ?? (set !== undefined && byOption ? declaredAbove(set, evidence) : undefined);
  const numbers =
    set === undefined
      ? ''
      : ` It is set to ${amount(set)}${came === undefined ? '' : failure?.received === undefined ? `, and the frame under way has ${amount(came)} by its header` : `, and ${amount(came)} came`}.`;
  const raise = set !== undefined && byOption ? raised(set, came) : undefined;
  const closedWith = closing?.first?.from === 'client' ? closing.first.code : undefined;
  const name = STATUS_CODES.find(({ code }) => code === closedWith)?.name;
  const what = limit?.what ?? 'the size of a message after decompression';
  return {
    stage: 'closing',
    cause: limit?.cause ?? 'own-inflated-size-limit',
    title: `A limit of this inspector was reached: ${what}${set === undefined ? '' : ` (${amount(set)})`}`,
    explanation:
      `The server did nothing that RFC 6455 forbids; we stopped, to protect memory.${numbers}` +
      (closedWith === undefined ? '' : ` We closed with ${closedWith}${name === undefined ? '' : ` (${name})`}.`),
    evidence: [
      ...(failure === undefined
        ? []
        : [{ text: `${failure.code}: ${quoted(failure.message)}`, source: { kind: 'options' as const } }]),
      ...(cap === undefined
        ? []
        : [
            {
              text: cap.violation.sentence,
              source:
                cap.frame === undefined ? { kind: 'options' as const } : { kind: 'frame' as const, frame: cap.frame },
            },
          ]),
    ],
    likelyCauses: [
      {
        cause: 'The message is larger, or in more pieces, than we are set to take',
        because: 'The limit is ours, not the server’s.',
      },
      ...(came !== undefined && limit?.inBytes !== false && came > IMPLAUSIBLE
        ? [
            {
              cause: 'The length in the header is wrong',
              because: `${bytes(came)} in one message is hardly meant; a wrong length reads like that.`,
            },
          ]
        : []),
    ],
    remedies: [raise ?? { title: limit?.remedy ?? 'Have the server send it in several messages' }],
    section: 'RFC 6455 §10.4',
  };
};
