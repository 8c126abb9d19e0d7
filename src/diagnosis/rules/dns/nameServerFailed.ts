import type { LikelyCause } from '../../diagnosis.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { duration } from '../../wording.ts';
import { lookUpByHand, lookUpOf, systemResolver, type LookUp } from './nameServers.ts';

/** DNS itself did not work (RFC 1035 §4.1.1: the codes of a response), so nothing is known about the name. */
export const nameServerFailed: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure?.stage !== 'dns') return undefined;
  const lookUp = lookUpOf(evidence);
  const { phase, host, servers } = lookUp;
  const after = phase === undefined ? '' : ` after ${duration(phase.durationMs)}`;
  const meaning = meanings[failure.code];
  return {
    stage: 'dns',
    cause: 'name-server-failed',
    title: meaning?.title(host) ?? `The name server gave no answer for ${host}`,
    explanation:
      `Looking up "${host}" failed${after} with ${failure.code}${meaning === undefined ? '' : `: ${meaning.says(lookUp.asked)}`}. That says nothing about the name itself` +
      (meaning === undefined ? ': the name server could not be reached or had a problem of its own.' : '.'),
    evidence: phase === undefined ? [] : [phaseQuote(phase)],
    likelyCauses: [
      ...(meaning === undefined ? [] : [meaning.cause]),
      ...(servers === undefined ? systemCauses(failure.code) : ownCauses(lookUp)),
    ],
    remedies: [
      ...(servers === undefined
        ? [{ title: 'Check the network, and try again: this is often temporary' }]
        : [systemResolver, { title: 'Check the addresses and ports in the option dnsServers' }]),
      lookUpByHand(lookUp),
      { title: 'Put the IP address into the URL, to see whether only DNS is at fault' },
    ],
    section: meaning?.section ?? 'RFC 1035 §7',
  };
};

interface Meaning {
  readonly title: (host: string) => string;
  /** What it is that failed, in words that follow a colon. */
  readonly says: (asked: string) => string;
  readonly cause: LikelyCause;
  readonly section: string;
}

/** What the codes of a name server say that are no word about the name. */
const meanings: Readonly<Record<string, Meaning>> = {
  EREFUSED: {
    title: (host) => `The name server refused to look up ${host}`,
    says: (asked) => `${asked} refused the question (REFUSED)`,
    cause: {
      cause: 'The name server answers for its own names only, or for its own network only',
      because: 'REFUSED is what a server says that does not look other names up (no recursion for us).',
    },
    section: 'RFC 1035 §4.1.1 (RCODE 5)',
  },
  ESERVFAIL: {
    title: (host) => `The name server failed to look up ${host}`,
    says: (asked) => `${asked} answered with a failure (SERVFAIL)`,
    cause: {
      cause: 'The servers that know the name do not answer, or their signatures (DNSSEC) are wrong',
      because: 'SERVFAIL is what a server says that could not get an answer itself.',
    },
    section: 'RFC 1035 §4.1.1 (RCODE 2)',
  },
  ECONNREFUSED: {
    title: (host) => `No name server could be asked for ${host}`,
    says: (asked) => `nothing listens as ${asked}`,
    cause: {
      cause: 'The name server is not running, or has another port',
      because: 'Its machine refused the question.',
    },
    section: 'RFC 1035 §4.2',
  },
  ETIMEOUT: {
    title: (host) => `The name server gave no answer for ${host}`,
    says: (asked) => `no answer came from ${asked}`,
    cause: { cause: 'A firewall drops the question or the answer', because: 'Not even a refusal came back.' },
    section: 'RFC 1035 §4.2.1',
  },
  ENOTIMP: {
    title: (host) => `The name server cannot look up ${host}`,
    says: (asked) => `${asked} answered that such questions are not implemented (NOTIMP)`,
    cause: {
      cause: 'What answers there is a very small name server',
      because: 'Looking up addresses is the usual question.',
    },
    section: 'RFC 1035 §4.1.1 (RCODE 4)',
  },
  EFORMERR: {
    title: (host) => `The name server did not understand the question for ${host}`,
    says: (asked) => `${asked} called the question malformed (FORMERR)`,
    cause: {
      cause: 'The name server is very old or very small',
      because: 'It does not know present forms of the question.',
    },
    section: 'RFC 1035 §4.1.1 (RCODE 1)',
  },
  EBADRESP: {
    title: (host) => `The name server answered nonsense for ${host}`,
    says: (asked) => `what came from ${asked} is no well-formed answer`,
    cause: { cause: 'What listens there is no name server', because: 'Its bytes do not read as an answer of DNS.' },
    section: 'RFC 1035 §4.1',
  },
};

function systemCauses(code: string): LikelyCause[] {
  return [
    {
      cause: 'This machine has no network, or its DNS settings are wrong',
      because: `${code} comes from the resolver of this machine, not from the server you asked for.`,
    },
    { cause: 'A VPN or container changed the name server', because: 'Both bring DNS settings of their own.' },
  ];
}

function ownCauses({ asked }: LookUp): LikelyCause[] {
  return [
    {
      cause: 'The option dnsServers names the wrong server',
      because: `Only ${asked} was asked; the resolver that other programs ask was not.`,
    },
  ];
}
