import { headerValue } from '../../../protocol/httpHead.ts';
import type { Diagnosis, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { requestQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { switchDiagnosis, switchViolations } from '../../switchViolations.ts';
import { listing, quoted } from '../../wording.ts';

/** Subprotocol and server do not fit together, in either direction (RFC 6455 §4.1 item 6, §4.2.2 item 5.5). */
export const subprotocol: Rule = (evidence) => {
  const { response, asked, failure } = evidence;
  if (response?.status !== 101) return undefined;
  const broken = switchViolations(evidence).find(({ rule }) => rule.startsWith('subprotocol-'));
  const chosen = headerValue(response, 'Sec-WebSocket-Protocol');
  if (broken !== undefined && chosen !== undefined) return mismatch(evidence, broken.rule, chosen);
  const opened = evidence.traffic.openedMs !== undefined;
  if (chosen !== undefined || opened || asked.subprotocols.length === 0 || failure === undefined) return undefined;
  if (switchViolations(evidence).length > 0) return undefined;
  return withOffer(evidence, {
    cause: 'subprotocol-none-selected',
    title: `The server accepted the connection but selected none of the offered subprotocols (${listing(asked.subprotocols)})`,
    explanation: `We offered ${offered(evidence)} and the 101 names no Sec-WebSocket-Protocol. RFC 6455 allows that, yet this inspector ended the connection, as browsers and many libraries do.`,
    likelyCauses: [
      { cause: 'The server does not know subprotocols, or not these', because: `It ignored ${offered(evidence)}.` },
      { cause: 'A name is spelt in another way', because: 'Names are compared letter by letter.' },
    ],
    remedies: [goOn, connectWithout, { title: 'Have the server select one of the names that the client offers' }],
    section: 'RFC 6455 §4.2.2, WHATWG WebSockets §3',
  });
};

const goOn: Remedy = {
  title: 'Go on although the server selects none',
  change: { kind: 'option', path: 'requireSubprotocol', value: false },
};

const connectWithout: Remedy = {
  title: 'Connect without a subprotocol',
  change: { kind: 'subprotocols', subprotocols: [] },
};

const offered = (evidence: Evidence): string => listing(evidence.asked.subprotocols.map((name) => quoted(name)));

function withOffer(evidence: Evidence, told: Omit<Diagnosis, 'stage' | 'evidence'>): Diagnosis {
  const names = evidence.asked.subprotocols;
  const diagnosis = switchDiagnosis(evidence, { stage: 'subprotocol', ...told }, 'Sec-WebSocket-Protocol');
  const quote = requestQuote(
    names.length === 0 ? 'no Sec-WebSocket-Protocol' : `Sec-WebSocket-Protocol: ${names.join(', ')}`,
  );
  return { ...diagnosis, evidence: [...diagnosis.evidence, quote] };
}

function mismatch(evidence: Evidence, rule: string, chosen: string): Diagnosis {
  const names = evidence.asked.subprotocols;
  const section = 'RFC 6455 §4.1, §4.2.2';
  const several = chosen.includes(',');
  const use = (name: string): Remedy => ({
    title: `Offer the subprotocol ${quoted(name)}`,
    change: { kind: 'subprotocols', subprotocols: [name] },
  });
  if (rule === 'subprotocol-several' || several) {
    const parts = chosen
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    return withOffer(evidence, {
      cause: 'subprotocol-several',
      title: `The server selected several subprotocols: ${quoted(chosen)}`,
      explanation: `It has to choose one${names.length === 0 ? ', and may choose none when none is offered' : ` of the offered ${offered(evidence)}`}; it named ${parts.length}.`,
      likelyCauses: [
        { cause: 'The server sends the client’s offer back as it came', because: `Its answer is ${quoted(chosen)}.` },
      ],
      remedies: [...parts.slice(0, 1).map(use), { title: 'Have the server select one name only' }],
      section,
    });
  }
  if (names.length === 0) {
    return withOffer(evidence, {
      cause: 'subprotocol-unasked',
      title: `The server selected the subprotocol ${quoted(chosen)}, but none was offered`,
      explanation: `We asked for no subprotocol, and the 101 names ${quoted(chosen)} in Sec-WebSocket-Protocol. A client has to refuse what it did not offer.`,
      likelyCauses: [
        {
          cause: `The server speaks ${quoted(chosen)} only and says so without being asked`,
          because: 'It names one although none was offered.',
        },
      ],
      remedies: [use(chosen), { title: 'Have the server select a subprotocol only when the client offers it' }],
      section,
    });
  }
  if (chosen.trim() === '') {
    return withOffer(evidence, {
      cause: 'subprotocol-empty',
      title: 'The server sent an empty Sec-WebSocket-Protocol header',
      explanation: `We offered ${offered(evidence)}. A server that selects none leaves the header out; an empty one names a subprotocol that nobody offered, and a client has to refuse it.`,
      likelyCauses: [
        {
          cause: 'The server writes the header whatever it selected, here nothing',
          because: 'The header is there and has no value.',
        },
      ],
      remedies: [connectWithout, { title: 'Have the server leave the header out when it selects no subprotocol' }],
      section,
    });
  }
  const near = names.find((name) => name.toLowerCase() === chosen.toLowerCase());
  return withOffer(evidence, {
    cause: 'subprotocol-not-offered',
    title: `The server selected the subprotocol ${quoted(chosen)}, which was not offered`,
    explanation: `We offered ${offered(evidence)}. ${near === undefined ? 'A client has to refuse any other.' : `It differs from ${quoted(near)} in letter case only, and case counts.`}`,
    likelyCauses: [
      {
        cause:
          near === undefined
            ? `The server always speaks ${quoted(chosen)}`
            : 'The server changes the letter case of the name',
        because: `It answered ${quoted(chosen)} to an offer of ${offered(evidence)}.`,
      },
    ],
    remedies: [use(chosen), connectWithout],
    section,
  });
}
