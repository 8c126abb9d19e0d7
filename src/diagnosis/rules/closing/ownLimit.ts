import { STATUS_CODES } from '../../../protocol/statusCode.ts';
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

/** A limit of ours ended the connection, or kept us from reading a message: the server broke no rule (RFC 6455 §10.4). */
export const ownLimit: Rule = (evidence) => {
  const { failure, violations, closing } = evidence;
  const cap = violations.find(({ violation }) => violation.rule === 'deflate-cap');
  const limit = failure === undefined ? undefined : limits[failure.code];
  if (limit === undefined && cap === undefined) return undefined;
  const amount = (n: number): string => (limit?.inBytes === false ? String(n) : bytes(n));
  const numbers =
    failure?.limit === undefined
      ? ''
      : ` It is set to ${amount(failure.limit)}${failure.received === undefined ? '' : `, and ${amount(failure.received)} came`}.`;
  const closedWith = closing?.first?.from === 'client' ? closing.first.code : undefined;
  const name = STATUS_CODES.find(({ code }) => code === closedWith)?.name;
  const what = limit?.what ?? 'the size of a message after decompression';
  return {
    stage: 'closing',
    cause: limit?.cause ?? 'own-inflated-size-limit',
    title: `A limit of this inspector was reached: ${what}`,
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
    ],
    remedies: [{ title: limit?.remedy ?? 'Raise the largest inflated size in the settings' }],
    section: 'RFC 6455 §10.4',
  };
};
