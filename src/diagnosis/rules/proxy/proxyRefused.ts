import { challengeText, parseChallenges } from '../../challenge.ts';
import type { Diagnosis } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { headerQuotes, phaseQuote, statusQuote } from '../../quotes.ts';
import { maskUrl } from '../../redact.ts';
import { withoutProxy } from './withoutProxy.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { headerValues } from '../../../protocol/httpHead.ts';
import { listing } from '../../wording.ts';

/** The proxy answered CONNECT with anything but 2xx (RFC 9110 §9.3.6). */
export const proxyRefused: Rule = (evidence) => {
  const phase = phasesNamed(evidence, 'proxy').at(-1);
  const status = evidence.proxyAnswer?.head?.status ?? phase?.status;
  if (evidence.failure?.stage !== 'proxy' || status === undefined || status < 100 || (status >= 200 && status < 300))
    return undefined;
  return status === 407 ? wantsCredentials(evidence) : refused(evidence, status);
};

function about(evidence: Evidence): Pick<Diagnosis, 'stage' | 'evidence'> {
  const head = evidence.proxyAnswer?.head;
  return {
    stage: 'proxy',
    evidence: [
      ...(head === undefined
        ? []
        : [statusQuote(head), ...headerQuotes(head, 'Proxy-Authenticate', 'Server', 'Via', 'X-Squid-Error')]),
      ...phasesNamed(evidence, 'proxy').map(phaseQuote),
    ],
  };
}

function proxyName(evidence: Evidence): string {
  return maskUrl(phasesNamed(evidence, 'proxy').at(-1)?.proxy ?? evidence.asked.proxy ?? 'the proxy');
}

function wantsCredentials(evidence: Evidence): Diagnosis {
  const head = evidence.proxyAnswer?.head;
  const challenges = head === undefined ? [] : headerValues(head, 'Proxy-Authenticate').flatMap(parseChallenges);
  const wanted = listing(challenges.map(challengeText), 'or');
  const single = challenges.some(({ scheme }) => /^(negotiate|ntlm|kerberos)$/i.test(scheme));
  const sent = evidence.asked.headerNames.some((name) => name.toLowerCase() === 'proxy-authorization');
  return {
    ...about(evidence),
    cause: 'proxy-wants-credentials',
    title: `The proxy wants credentials${wanted === '' ? '' : ` (${wanted})`}`,
    explanation:
      `${proxyName(evidence)} answered 407 to CONNECT ${targetOf(evidence).authority}: it opens no tunnel until we say who we are` +
      `${wanted === '' ? ', without saying how' : `, by ${wanted}`}. The WebSocket server was not asked.`,
    likelyCauses: [
      sent
        ? { cause: 'The user name or password is wrong', because: 'A Proxy-Authorization header was sent.' }
        : {
            cause: 'No credentials were given for the proxy',
            because: 'The proxy address carries no user name and password.',
          },
      ...(single
        ? [
            {
              cause: 'The proxy wants the login of the operating system',
              because: `${wanted} is single sign-on, which needs more than a name and a password.`,
            },
          ]
        : []),
    ],
    remedies: [
      { title: 'Put user name and password into the address of the proxy: http://user:password@host:port' },
      withoutProxy,
    ],
    section: 'RFC 9110 §15.5.8, §11.7.1',
  };
}

function refused(evidence: Evidence, status: number): Diagnosis {
  const { authority, port } = targetOf(evidence);
  const unreached = status === 502 || status === 503 || status === 504;
  return {
    ...about(evidence),
    cause: unreached ? 'proxy-cannot-reach-target' : 'proxy-refused',
    title: unreached
      ? `The proxy cannot reach ${authority}`
      : `The proxy refused a tunnel to ${authority} (status ${status})`,
    explanation:
      `${proxyName(evidence)} answered ${status} to CONNECT ${authority}. ` +
      (unreached
        ? 'The proxy works, but its own connection to that host and port came to nothing.'
        : 'The proxy works, but its rules do not allow this tunnel.'),
    likelyCauses: unreached
      ? [
          {
            cause: 'The host name or port is wrong, or the server is down',
            because: `The proxy says ${status}, as it does when the target does not answer.`,
          },
          {
            cause: 'The host is only reachable without the proxy',
            because: 'The proxy looks names up and connects in its own network.',
          },
        ]
      : [
          {
            cause:
              port === 443
                ? 'The proxy forbids this host'
                : `The proxy allows tunnels to few ports only, often 443 alone, and this one is ${port}`,
            because: `It answered ${status} itself.`,
          },
        ],
    remedies: [withoutProxy, { title: `Ask whoever runs the proxy to allow CONNECT to ${authority}` }],
    section: 'RFC 9110 §9.3.6',
  };
}
