import { headerValue, headerValues } from '../../../protocol/httpHead.ts';
import type { Diagnosis, LikelyCause, Remedy } from '../../diagnosis.ts';
import { requestQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { switchDiagnosis, switchViolations } from '../../switchViolations.ts';
import { listing, quoted } from '../../wording.ts';

/** Sec-WebSocket-Accept is missing, repeated or wrong (RFC 6455 §4.1 item 4, §4.2.2 item 5.4). */
export const acceptHeader: Rule = (evidence) => {
  const broken = switchViolations(evidence).filter(({ rule }) => rule.startsWith('accept-'));
  const { response } = evidence;
  if (response === undefined) return undefined;
  const values = headerValues(response, 'Sec-WebSocket-Accept');
  const oneIsRight = values.length > 1 && values.includes(evidence.handshake?.expectedAccept ?? '');
  // A wrong value says more than its being there twice, unless the right one stands beside it.
  const first = broken.find(({ rule }) => rule === (oneIsRight ? 'accept-duplicate' : 'accept-wrong')) ?? broken[0];
  if (first === undefined) return undefined;
  const expected = evidence.handshake?.expectedAccept ?? '';
  const told = tell(first.rule, first.sentence, values, expected);
  const key = evidence.request === undefined ? undefined : headerValue(evidence.request, 'Sec-WebSocket-Key');
  const diagnosis = switchDiagnosis(
    evidence,
    { stage: 'upgrade', cause: first.rule, ...told },
    'Sec-WebSocket-Accept',
    'Server',
    'Via',
    'Age',
    'X-Cache',
  );
  // The explanation says why a value is wrong; what was sent and what was expected stand beside each other here.
  const quotes = diagnosis.evidence.filter(({ text }) => !text.startsWith('Sec-WebSocket-Accept is '));
  return {
    ...diagnosis,
    evidence:
      key === undefined
        ? quotes
        : [...quotes, requestQuote(`Sec-WebSocket-Key: ${key} → expected Sec-WebSocket-Accept: ${expected}`)],
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
      explanation: `${sentence} ${new Set(values).size > 1 ? `The values differ: ${listing(values.map((value) => quoted(value, 40)))}; ${quoted(expected)} is the right one. ` : ''}Clients read such a header as one joined value, which is then wrong.`,
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
    title: `Sec-WebSocket-Accept is wrong${kind(reason, wrong, expected)}`,
    explanation: `Our key calls for ${quoted(expected)}, and the server sent ${quoted(wrong)}${reason === undefined ? '' : `: ${reason}`}. A client has to refuse, for the answer may belong to somebody else's request.`,
    ...(changedOnTheWay(wrong, expected, reason)
      ? { likelyCauses: [intermediary(wrong, expected, reason)], remedies: aroundIt(reason) }
      : { likelyCauses: [byHand], remedies: compute }),
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

/** The most characters of a reason that still make a title. */
const SHORT = 45;

/** What is wrong in few words, for the title; the explanation has the rest. */
function kind(reason: string | undefined, wrong: string, expected: string): string {
  if (isHex(wrong, expected)) return ': hex instead of base64';
  if (sameButCase(wrong, expected)) return ': only its letter case differs';
  if (belongsElsewhere(reason)) return ': it belongs to another key';
  const clause = reason?.split(/[:;,]/, 1)[0] ?? '';
  return clause === '' || clause.length > SHORT ? '' : `: ${clause}`;
}

const belongsElsewhere = (reason: string | undefined): boolean => /another key|cached/.test(reason ?? '');
const keyWasLost = (reason: string | undefined): boolean => /empty key/.test(reason ?? '');

const changedOnTheWay = (wrong: string, expected: string, reason: string | undefined): boolean =>
  sameButCase(wrong, expected) || belongsElsewhere(reason) || keyWasLost(reason);

function intermediary(wrong: string, expected: string, reason: string | undefined): LikelyCause {
  if (sameButCase(wrong, expected)) {
    return {
      cause: 'An intermediary changed the letter case of header values',
      because: `The letters are right and their case is not: ${quoted(wrong)}.`,
    };
  }
  return keyWasLost(reason)
    ? {
        cause: 'A proxy dropped the Sec-WebSocket-Key header',
        because: 'The value is right for a request without a key, and ours had one.',
      }
    : {
        cause: 'A cache answered, or a proxy made a request with a key of its own',
        because: 'The value has the right form and belongs to another key.',
      };
}

function aroundIt(reason: string | undefined): Remedy[] {
  return [
    { title: 'Connect to the server directly, around the proxy or cache, to compare' },
    ...(belongsElsewhere(reason)
      ? [
          {
            title: 'Ask caches to pass the request on: Cache-Control: no-cache',
            change: { kind: 'header' as const, name: 'Cache-Control', value: 'no-cache' },
          },
        ]
      : []),
    { title: 'Have the proxy pass the upgrade on with its headers unchanged, and never store a 101' },
  ];
}

const byHand: LikelyCause = {
  cause: 'The server computes the value by hand, not with a WebSocket library',
  because: 'Libraries compute it rightly.',
};

const compute: readonly Remedy[] = [
  {
    title:
      'Compute it as base64(SHA-1(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")), the key as it stands in the header',
  },
  { title: 'Or leave the handshake to a WebSocket library' },
];
