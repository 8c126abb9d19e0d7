import type { Diagnosis } from '../../diagnosis.ts';
import type { Evidence, Phase } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { systemWords } from '../../wording.ts';
import { credentialsSent } from './proxyName.ts';
import { withoutProxy } from './withoutProxy.ts';

type ProxyPhase = Extract<Phase, { readonly name: 'proxy' }>;

/** A SOCKS proxy said no, or what listens there is none (RFC 1928 §3, §6; RFC 1929). */
export const socksRefused: Rule = (evidence) => {
  const { failure } = evidence;
  const phase = phasesNamed(evidence, 'proxy').at(-1);
  if (failure?.stage !== 'proxy' || phase === undefined || !phase.kind.startsWith('socks')) return undefined;
  // The client has a clock of its own, which may be the first to run out.
  if (failure.code === 'HANDSHAKE_TIMEOUT') return undefined;
  return { stage: 'proxy', evidence: [phaseQuote(phase)], ...tell(failure.code, phase, evidence) };
};

function tell(code: string, { proxy, kind, message = '' }: ProxyPhase, evidence: Evidence) {
  const { authority } = targetOf(evidence);
  const section = kind === 'socks4' ? 'SOCKS 4' : 'RFC 1928 §3, §6, RFC 1929 §2';
  const remedies = [withoutProxy];
  if (code === 'PROXY_SOCKS_CREDENTIALS') return { ...credentials(proxy, message, evidence), section };
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
  if (!closed && code !== 'PROXY_NOT_SOCKS') {
    return {
      cause: 'proxy-failed',
      title: `The way through the SOCKS proxy to ${authority} came to nothing`,
      explanation: `${proxy} accepted the connection, and speaking SOCKS with it ended with ${code}${message === '' ? '' : ` (${systemWords(message)})`}. The WebSocket server was not asked.`,
      likelyCauses: [],
      remedies: [{ title: 'Check scheme, host and port of the proxy' }, ...remedies],
      section,
    };
  }
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

/** RFC 1929 §2 has a status for wrong ones; RFC 1928 §3 has 0xff for a proxy that takes none of the methods we offer. */
function credentials(
  proxy: string,
  message: string,
  evidence: Evidence,
): Omit<Diagnosis, 'stage' | 'evidence' | 'section'> {
  const refused = /authentication failed/i.test(message);
  const given = refused || credentialsSent(evidence);
  return {
    cause: 'proxy-wants-credentials',
    title: `The SOCKS proxy wants ${given ? 'other ' : ''}credentials`,
    explanation: `${proxy} did not let us in: ${refused ? 'it refused the user name and password that were sent' : given ? 'it takes no user name and password, but wants another method of proving who we are' : 'it takes no connection without a user name and password, or by another method'}. The WebSocket server was not asked.`,
    likelyCauses: [
      refused
        ? {
            cause: 'The user name or password is wrong',
            because: 'Both were sent, and the proxy answered with a failure.',
          }
        : given
          ? {
              cause: 'The proxy wants GSSAPI or a method of its own',
              because: 'A user name and a password were offered, and it took neither that nor going without.',
            }
          : {
              cause: 'The user name and password are missing',
              because: 'The address of the proxy carries none, and the proxy does not let anybody in without.',
            },
    ],
    remedies: [
      {
        title: given
          ? 'Correct user name and password in the proxy’s address: socks5://user:password@host:port'
          : 'Put user name and password into the proxy’s address: socks5://user:password@host:port',
      },
      withoutProxy,
    ],
  };
}

/** RFC 1928 §6 has a number for each; the client tells its name. */
function reasonIn(message: string): { readonly unreached: boolean; readonly words: string } {
  const name = /rejected connection - \(?(\w+)/i.exec(message)?.[1] ?? '';
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const unreached = /unreachable|refused|expired|failure|failed/i.test(name);
  return { unreached, words: words === '' ? 'a refusal' : `"${words}"` };
}
