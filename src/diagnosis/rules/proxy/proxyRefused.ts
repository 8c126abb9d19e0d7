import { challengeText, parseChallenges, type Challenge } from '../../challenge.ts';
import type { Diagnosis, LikelyCause } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { headerQuotes, phaseQuote, statusQuote } from '../../quotes.ts';
import { credentialsSent, proxyName } from './proxyName.ts';
import { withoutProxy } from './withoutProxy.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { headerValues } from '../../../protocol/httpHead.ts';
import { listing, quoted } from '../../wording.ts';

/** The proxy answered CONNECT with anything but 2xx (RFC 9110 §9.3.6). */
export const proxyRefused: Rule = (evidence) => {
  const phase = phasesNamed(evidence, 'proxy').at(-1);
  const status = evidence.proxyAnswer?.head?.status ?? phase?.status;
  if (evidence.failure?.stage !== 'proxy' || status === undefined || status < 100 || (status >= 200 && status < 300))
    return undefined;
  return status === 407 || status === 401 ? wantsCredentials(evidence, status) : refused(evidence, status);
};

function about(evidence: Evidence): Pick<Diagnosis, 'stage' | 'evidence'> {
  const head = evidence.proxyAnswer?.head;
  return {
    stage: 'proxy',
    evidence: [
      ...(head === undefined ? [] : [statusQuote(head), ...headerQuotes(head, ...toldBy)]),
      ...phasesNamed(evidence, 'proxy').map(phaseQuote),
    ],
  };
}

/** Who asks for credentials by 401 names them as a server does. */
const challengers = ['Proxy-Authenticate', 'WWW-Authenticate'] as const;
/** Headers in which proxies say who they are and what is wrong (RFC 9209 for Proxy-Status). */
const toldBy = [...challengers, 'Server', 'Via', 'Proxy-Status', 'X-Squid-Error'] as const;

function wantsCredentials(evidence: Evidence, status: number): Diagnosis {
  const head = evidence.proxyAnswer?.head;
  const challenges =
    head === undefined ? [] : challengers.flatMap((name) => headerValues(head, name)).flatMap(parseChallenges);
  const wanted = listing(challenges.map(challengeText), 'or');
  const sent = credentialsSent(evidence);
  return {
    ...about(evidence),
    cause: 'proxy-wants-credentials',
    title: `The proxy wants ${sent ? 'other ' : ''}credentials${wanted === '' ? '' : ` (${wanted})`}`,
    explanation:
      `${proxyName(evidence)} answered ${status} to CONNECT ${targetOf(evidence).authority}: ` +
      (sent ? 'it opens no tunnel for the credentials that we sent' : 'it opens no tunnel until we say who we are') +
      `${wanted === '' ? ', without saying which it wants' : `, by ${wanted}`}. The WebSocket server was not asked.`,
    likelyCauses: [...credentialCauses(challenges, sent), ...(status === 401 ? [serverInstead] : [])],
    remedies: [
      {
        title: sent
          ? 'Correct user name and password in the address of the proxy; percent-encode characters such as @, : and /'
          : 'Put user name and password into the address of the proxy: http://user:password@host:port',
      },
      withoutProxy,
    ],
    section: 'RFC 9110 §15.5.8, §11.7.1',
  };
}

const serverInstead: LikelyCause = {
  cause: 'What listens there is a web server, not a proxy',
  because: 'It answered 401, as a server does; a proxy that wants credentials should answer 407.',
};

function credentialCauses(challenges: readonly Challenge[], sent: boolean): LikelyCause[] {
  const schemes = challenges.map(({ scheme }) => scheme);
  const system = schemes.filter((scheme) => /^(negotiate|ntlm|kerberos)$/i.test(scheme));
  const basic = schemes.length === 0 || schemes.some((scheme) => scheme.toLowerCase() === 'basic');
  return [
    sent && !basic
      ? {
          cause: `The proxy takes no user name and password in the form of Basic, but ${listing(schemes, 'or')} only`,
          because: 'We sent them as Basic, the one form that is built in here.',
        }
      : sent
        ? { cause: 'The user name or password is wrong', because: 'They were sent as Proxy-Authorization.' }
        : {
            cause: 'No credentials were given for the proxy',
            because: 'The proxy address carries no user name and password.',
          },
    ...(system.length === 0
      ? []
      : [
          {
            cause: 'The proxy wants the login of the operating system',
            because: `${listing(system, 'or')} is single sign-on, which needs more than a name and a password.`,
          },
        ]),
  ];
}

/** How a proxy says that the target, not the tunnel, is the trouble: in the reason of the status, or in a header of its own. */
const unreachedWords =
  /(unable|cannot|can't|could ?n[o']t|failed) to? ?connect|connect(ion)? (to \S+ )?(was )?(refused|failed|timed ?out)|unreachable|no route|(host|name|address|server) (was )?not (be )?(found|resolved)|(dns|name|resolution|lookup)[ _](error|fail|timeout|resolution fail)|ERR_(CONNECT_FAIL|DNS_FAIL|CANNOT_FORWARD|READ_TIMEOUT|LIFETIME_EXP)|error="?(dns_|destination_(not_found|unavailable|ip_unroutable)|connection_(refused|terminated|timeout))/i;

function refused(evidence: Evidence, status: number): Diagnosis {
  const { authority } = targetOf(evidence);
  const head = evidence.proxyAnswer?.head;
  const said =
    head === undefined
      ? []
      : [head.reason, ...headerValues(head, 'Proxy-Status'), ...headerValues(head, 'X-Squid-Error')];
  const words = said.find((text) => unreachedWords.test(text));
  const unreached = [502, 503, 504].includes(status) || words !== undefined;
  if (unreached) return cannotReach(evidence, status, words);
  const failed = status >= 500 && status !== 501;
  return {
    ...about(evidence),
    cause: failed ? 'proxy-failed' : 'proxy-refused',
    title: failed
      ? `The proxy failed to open a tunnel to ${authority} (status ${status})`
      : `The proxy refused a tunnel to ${authority} (status ${status})`,
    explanation:
      `${proxyName(evidence)} answered ${`${status} ${head?.reason ?? ''}`.trim()} to CONNECT ${authority}. ` +
      (failed ? 'The error is the proxy’s own; the WebSocket server was not asked.' : refusalMeans(status)),
    likelyCauses: failed
      ? [{ cause: 'The proxy has an error of its own', because: `That is what ${status} stands for.` }]
      : refusalCauses(evidence, status),
    remedies: [
      ...(servers.has(status) ? [{ title: 'Check scheme, host and port of the proxy' }] : []),
      withoutProxy,
      {
        title: failed
          ? 'Look into the log of the proxy for this moment'
          : `Ask whoever runs the proxy to allow CONNECT to ${authority}`,
      },
    ],
    section: 'RFC 9110 §9.3.6',
  };
}

/** What web servers answer to CONNECT, which they have no use for. */
const servers: ReadonlySet<number> = new Set([301, 302, 307, 308, 400, 404, 405, 501]);

const refusalMeans = (status: number): string =>
  servers.has(status)
    ? 'It speaks HTTP, but does not open tunnels, or not this one.'
    : 'The proxy works, but its rules do not allow this tunnel.';

function refusalCauses(evidence: Evidence, status: number): LikelyCause[] {
  const { port } = targetOf(evidence);
  const rules: LikelyCause = {
    cause:
      port === 443
        ? 'The proxy forbids this host'
        : `The proxy allows tunnels to few ports only, often 443 alone, and this one is ${port}`,
    because: `It answered ${status} itself.`,
  };
  if (!servers.has(status)) return [rules];
  return [
    {
      cause: 'What listens there is a web server, not a proxy',
      because: `${status} is what a server answers to CONNECT, which it does not know.`,
    },
    rules,
  ];
}

function cannotReach(evidence: Evidence, status: number, words: string | undefined): Diagnosis {
  const { authority } = targetOf(evidence);
  return {
    ...about(evidence),
    cause: 'proxy-cannot-reach-target',
    title: `The proxy cannot reach ${authority}`,
    explanation:
      `${proxyName(evidence)} answered ${status} to CONNECT ${authority}${words === undefined ? '' : ` and says ${quoted(words)}`}. ` +
      'The proxy works, but its own connection to that host and port came to nothing.',
    likelyCauses: [
      {
        cause: 'The host name or port is wrong, or the server is down',
        because: `The proxy says ${words === undefined ? status : quoted(words)}, as it does when the target does not answer.`,
      },
      {
        cause: 'The host is only reachable without the proxy',
        because: 'The proxy looks names up and connects in its own network.',
      },
    ],
    remedies: [withoutProxy, { title: `Ask whoever runs the proxy to allow CONNECT to ${authority}` }],
    section: 'RFC 9110 §9.3.6',
  };
}
