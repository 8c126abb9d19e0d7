import { headerValue, headerValues } from '../../../protocol/httpHead.ts';
import type { Diagnosis, LikelyCause } from '../../diagnosis.ts';
import { requestQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { switchDiagnosis, switchViolations } from '../../switchViolations.ts';
import { quoted } from '../../wording.ts';

/** Sec-WebSocket-Accept is missing, repeated or wrong (RFC 6455 §4.1 item 4, §4.2.2 item 5.4). */
export const acceptHeader: Rule = (evidence) => {
  const broken = switchViolations(evidence).filter(({ rule }) => rule.startsWith('accept-'));
  // A wrong value says more than its being there twice.
  const first = broken.find(({ rule }) => rule === 'accept-wrong') ?? broken[0];
  const { response } = evidence;
  if (response === undefined || first === undefined) return undefined;
  const values = headerValues(response, 'Sec-WebSocket-Accept');
  const expected = evidence.handshake?.expectedAccept ?? '';
  const told = tell(first.rule, first.sentence, values, expected);
  const key = evidence.request === undefined ? undefined : headerValue(evidence.request, 'Sec-WebSocket-Key');
  const diagnosis = switchDiagnosis(
    evidence,
    { stage: 'upgrade', cause: first.rule, ...told },
    'Sec-WebSocket-Accept',
    'Server',
    'Via',
  );
  return key === undefined
    ? diagnosis
    : {
        ...diagnosis,
        evidence: [
          ...diagnosis.evidence,
          requestQuote(`Sec-WebSocket-Key: ${key} → expected Sec-WebSocket-Accept: ${expected}`),
        ],
      };
};

type Told = Pick<Diagnosis, 'title' | 'explanation' | 'likelyCauses' | 'remedies' | 'section'>;

function tell(rule: string, sentence: string, values: readonly string[], expected: string): Told {
  if (rule === 'accept-missing') {
    return {
      title: 'The server answered 101 but sent no Sec-WebSocket-Accept',
      explanation: `With this header a server proves that it read the key of this very request; ${quoted(expected)} was expected. Without it a client has to refuse.`,
      likelyCauses: [
        {
          cause: 'What answers is a generic HTTP upgrade proxy or another server, not a WebSocket server',
          because: 'It switches protocols but does not know the key.',
        },
        {
          cause: 'The server writes its answer by hand and leaves it out',
          because: 'Every WebSocket library sends it.',
        },
      ],
      remedies: [{ title: `Have the server answer "Sec-WebSocket-Accept: ${expected}" to this key` }],
      section: 'RFC 6455 §4.1, §4.2.2',
    };
  }
  if (rule === 'accept-duplicate') {
    return {
      title: `Sec-WebSocket-Accept appears ${values.length === 2 ? 'twice' : `${values.length} times`}; it must appear once`,
      explanation: `${sentence} Clients read such a header as one joined value, which is then wrong.`,
      likelyCauses: [
        {
          cause: 'Two parts of the server both answer the upgrade, or a proxy adds its own header',
          because: `There are ${values.length} lines of it.`,
        },
      ],
      remedies: [{ title: 'Let one part only answer the upgrade: the library or the hand-written code' }],
      section: 'RFC 6455 §11.3.3',
    };
  }
  const wrong = values.find((value) => value !== expected) ?? '';
  const why = sentence.slice(sentence.indexOf('": ') + 3).replace(/\.$/, '');
  const reason = sentence.includes('": ') && why.length > 5 ? why : undefined;
  return {
    title: title(reason, wrong, expected),
    explanation: `The server sent ${quoted(wrong)}, and to our key only ${quoted(expected)} is right${reason === undefined ? '' : `: ${reason}`}. A client has to refuse, for the answer may belong to somebody else's request.`,
    likelyCauses: [producer(wrong, expected, reason)],
    remedies: [
      {
        title:
          'Compute it as base64(SHA-1(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")), the key as it stands in the header',
      },
      { title: 'Or leave the handshake to a WebSocket library' },
    ],
    section: 'RFC 6455 §4.2.2, §1.3',
  };
}

const hexDigest = (accept: string): string =>
  Array.from(atob(accept), (character) => (character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')).join('');

function sameButCase(wrong: string, expected: string): boolean {
  return wrong !== expected && wrong.toLowerCase() === expected.toLowerCase();
}

function isHex(wrong: string, expected: string): boolean {
  return (
    /^[\da-f]{40}$/i.test(wrong) && /^[A-Za-z\d+/]{27}=$/.test(expected) && wrong.toLowerCase() === hexDigest(expected)
  );
}

function title(reason: string | undefined, wrong: string, expected: string): string {
  if (isHex(wrong, expected))
    return 'Sec-WebSocket-Accept has the right digest in the wrong encoding: hex instead of base64';
  if (sameButCase(wrong, expected))
    return 'Sec-WebSocket-Accept differs only in letter case: something on the way changed it';
  return `Sec-WebSocket-Accept is wrong${reason === undefined ? '' : `: ${reason}`}`;
}

function producer(wrong: string, expected: string, reason: string | undefined): LikelyCause {
  if (sameButCase(wrong, expected)) {
    return {
      cause: 'An intermediary lower-cased header values',
      because: `The letters are right and their case is not: ${quoted(wrong)}.`,
    };
  }
  if (reason !== undefined && /another key|cached/.test(reason)) {
    return {
      cause: 'A cache answered, or a proxy made a request with a key of its own',
      because: 'The value has the right form and belongs to another key.',
    };
  }
  return {
    cause: 'The server computes the value by hand, not with a WebSocket library',
    because: reason ?? `${quoted(wrong)} does not follow from the key.`,
  };
}
