import type { Diagnosis, LikelyCause } from '../../diagnosis.ts';
import type { Evidence, Phase } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { withoutProxy } from './withoutProxy.ts';

type ProxyPhase = Extract<Phase, { readonly name: 'proxy' }>;

/** A SOCKS proxy said no, or what listens there is none (RFC 1928 §3, §6; RFC 1929). */
export const socksRefused: Rule = (evidence) => {
  const { failure } = evidence;
  const phase = phasesNamed(evidence, 'proxy').at(-1);
  if (failure?.stage !== 'proxy' || phase === undefined || !phase.kind.startsWith('socks')) return undefined;
  return { stage: 'proxy', evidence: [phaseQuote(phase)], ...tell(failure.code, phase, evidence) };
};

function tell(code: string, { proxy, kind, message = '' }: ProxyPhase, evidence: Evidence) {
  const { authority } = targetOf(evidence);
  const section = kind === 'socks4' ? 'SOCKS 4' : 'RFC 1928 §3, §6, RFC 1929 §2';
  const remedies = [withoutProxy];
  if (code === 'PROXY_SOCKS_CREDENTIALS') {
    return {
      cause: 'proxy-wants-credentials',
      title: 'The SOCKS proxy wants other credentials',
      explanation: `${proxy} did not let us in: ${/authentication failed/i.test(message) ? 'it refused the user name and password that were sent' : 'it takes no connection without a user name and password, or by another method'}. The WebSocket server was not asked.`,
      likelyCauses: [
        { cause: 'The user name or password is missing or wrong', because: `The proxy said: ${message}` },
      ] satisfies LikelyCause[],
      remedies: [
        { title: 'Put user name and password into the proxy’s address: socks5://user:password@host:port' },
        ...remedies,
      ],
      section,
    } satisfies Omit<Diagnosis, 'stage' | 'evidence'>;
  }
  if (code === 'PROXY_SOCKS_REFUSED') {
    const why = reasonIn(message);
    return {
      cause: why.unreached ? 'proxy-cannot-reach-target' : 'proxy-refused',
      title: why.unreached
        ? `The SOCKS proxy cannot reach ${authority}`
        : `The SOCKS proxy refused a connection to ${authority}`,
      explanation: `${proxy} works, but answered our request for ${authority} with ${why.words}.`,
      likelyCauses: [
        why.unreached
          ? { cause: 'The host name or port is wrong, or the server is down', because: 'The proxy tried and failed.' }
          : { cause: 'The rules of the proxy forbid this host or port', because: 'It answered so itself.' },
      ],
      remedies,
      section,
    };
  }
  const closed = code === 'PROXY_CLOSED' || code === 'ECONNRESET';
  return {
    cause: closed ? 'proxy-closed' : 'proxy-not-socks',
    title: closed ? 'The SOCKS proxy closed the connection without an answer' : 'The proxy does not speak SOCKS',
    explanation: `${proxy} accepted the connection, and ${closed ? 'closed it before it answered' : 'answered our greeting with bytes that are no SOCKS answer'}. The WebSocket server was not asked.`,
    likelyCauses: [
      {
        cause: `What listens there is no ${kind === 'socks4' ? 'SOCKS 4' : 'SOCKS 5'} proxy, but perhaps an HTTP one`,
        because: closed ? 'It did not understand the greeting.' : 'Its answer has another form.',
      },
    ],
    remedies: [{ title: 'Check scheme, host and port of the proxy' }, ...remedies],
    section,
  };
}

/** RFC 1928 §6 has a number for each; the client tells its name. */
function reasonIn(message: string): { readonly unreached: boolean; readonly words: string } {
  const name = /rejected connection - \(?(\w+)/i.exec(message)?.[1] ?? '';
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const unreached = /unreachable|refused|expired|failure|failed/i.test(name);
  return { unreached, words: words === '' ? 'a refusal' : `"${words}"` };
}
