import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { headerValue } from '../../../protocol/httpHead.ts';
import { challengeText, parseChallenges } from '../../challenge.ts';
import { fingerprints } from '../../fingerprints.ts';
import { requestQuote } from '../../quotes.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { serverWords, statusAndWords } from '../../serverWords.ts';
import { statusMeanings } from '../../statusMeanings.ts';
import { targetOf, withUrl } from '../../target.ts';
import { listing, quoted } from '../../wording.ts';

interface Told {
  readonly cause: string;
  readonly title: string;
  readonly explanation: string;
  readonly likelyCauses: readonly LikelyCause[];
  readonly remedies: readonly Remedy[];
  readonly section: string;
}

/** Every other status with a meaning of its own, and those without one. */
export const otherStatus: Rule = (evidence) => {
  const { response } = evidence;
  if (response === undefined || response.status === 101 || response.status === 0) return undefined;
  const told = tell(response.status, evidence);
  const diagnosis = refusalDiagnosis(evidence, response, {
    ...told,
    headers: ['Allow', 'Proxy-Authenticate', 'Retry-After', 'Connection'],
  });
  if (response.status !== 421) return diagnosis;
  return { ...diagnosis, evidence: [...diagnosis.evidence, requestQuote(`Host: ${hostSent(evidence)}`)] };
};

const hostSent = (evidence: Evidence): string =>
  (evidence.request === undefined ? undefined : headerValue(evidence.request, 'Host')) ?? targetOf(evidence).authority;

function tell(status: number, evidence: Evidence): Told {
  const { path, authority } = targetOf(evidence);
  const response = evidence.response;
  const reason = response?.reason ?? '';
  switch (status) {
    case 405: {
      const allow = response === undefined ? undefined : headerValue(response, 'Allow');
      return {
        cause: 'method-not-allowed',
        title: `GET is not allowed on ${path} (405)`,
        explanation: `A WebSocket begins with a GET request, and ${quoted(path)} takes ${allow === undefined ? 'other methods only' : `only ${allow}`}. It is most likely a plain HTTP address.`,
        likelyCauses: [
          {
            cause: 'The path belongs to an HTTP interface, such as a GraphQL or REST address',
            because: allow === undefined ? 'It refuses GET.' : `It allows ${allow}.`,
          },
        ],
        remedies: [{ title: 'Look up the WebSocket path in the server’s routes or documentation' }],
        section: 'RFC 9110 §15.5.6, RFC 6455 §4.1',
      };
    }
    case 407: {
      const wanted =
        response === undefined
          ? ''
          : listing(parseChallenges(headerValue(response, 'Proxy-Authenticate') ?? '').map(challengeText), 'or');
      return {
        cause: 'proxy-authentication-required',
        title: `A proxy on the way wants credentials${wanted === '' ? '' : ` (${wanted})`} (407)`,
        explanation: `The answer to our request was written by a proxy, which ${wanted === '' ? 'asks for credentials' : `asks for ${wanted} authentication`} before it passes anything on.`,
        likelyCauses: [
          {
            cause: 'A transparent proxy of the network stands in between',
            because: 'A WebSocket server never answers 407.',
          },
        ],
        remedies: [
          { title: 'Set this proxy, with user name and password, in the options of the connection' },
          { title: 'Go through another network or a VPN, around the proxy' },
        ],
        section: 'RFC 9110 §15.5.8, §11.7.1',
      };
    }
    case 408:
      return {
        cause: 'request-timeout',
        title: 'The server timed out waiting for the request (408)',
        explanation: 'It answered 408: the whole request did not come to it in time, although we sent it at once.',
        likelyCauses: [
          {
            cause: 'A proxy holds the request back, waiting for more',
            because: 'The request is complete: it ends with an empty line.',
          },
          {
            cause: 'The connection was kept idle before it was used',
            because: 'Servers close idle connections with 408.',
          },
        ],
        remedies: [
          { title: 'Connect again' },
          { title: 'Look for a proxy or load balancer in between that buffers requests' },
        ],
        section: 'RFC 9110 §15.5.9',
      };
    case 410:
      return {
        cause: 'gone',
        title: `${path} is gone for good (410)`,
        explanation:
          'The server knows that there was something under this address, and says that it will not come back.',
        likelyCauses: [
          { cause: 'The channel, room or version of the interface was shut down', because: '410 is set on purpose.' },
        ],
        remedies: [{ title: 'Look up the present address in the documentation of the service' }],
        section: 'RFC 9110 §15.5.11',
      };
    case 421:
      return {
        cause: 'misdirected-request',
        title: `The request reached a server that is not responsible for ${hostSent(evidence)} (421)`,
        explanation: `We sent "Host: ${hostSent(evidence)}"${targetOf(evidence).scheme === 'wss' ? ` and named ${targetOf(evidence).host} in TLS (SNI)` : ''}. The server that got it answers for other hosts only.`,
        likelyCauses: [
          { cause: 'The Host header and the name in TLS do not belong together', because: 'Servers compare the two.' },
          { cause: 'The name leads to the wrong machine', because: `${authority} answered for somebody else.` },
        ],
        remedies: [{ title: 'Check host name and Host header' }, { title: 'Set the host up on that server' }],
        section: 'RFC 9110 §15.5.20',
      };
    case 425:
      return {
        cause: 'too-early',
        title: 'The server wants the request again, not as early data of TLS (425)',
        explanation:
          'It fears that the request was replayed, as is possible with data sent before TLS is complete (0-RTT). We sent none ourselves, so a proxy in between did.',
        likelyCauses: [{ cause: 'A CDN or proxy passes requests on as early data', because: '425 has no other use.' }],
        remedies: [{ title: 'Connect again' }, { title: 'Turn 0-RTT off in the proxy for this path' }],
        section: 'RFC 8470 §5.2',
      };
    case 500:
      return {
        cause: 'server-error',
        title: `The server failed while it handled the request (${statusAndWords(evidence)})`,
        explanation:
          'It answered 500 Internal Server Error: the program behind this path met an error that it did not catch. The request itself may be fine.',
        likelyCauses: [
          {
            cause: 'The code that accepts the connection threw an error',
            because: '500 is the answer to an error nobody caught.',
          },
          {
            cause: 'Something it needs is missing, such as a database or a setting',
            because: 'Errors at the start of a connection often come from there.',
          },
        ],
        remedies: [{ title: 'Look into the log of the server for this moment: the error stands there' }],
        section: 'RFC 9110 §15.6.1',
      };
    case 501:
      return {
        cause: 'not-implemented',
        title: 'The server does not implement this (501)',
        explanation:
          'It answered 501 Not Implemented: it does not know how to handle such a request, most likely the upgrade itself.',
        likelyCauses: [
          {
            cause: 'The server or one of its modules has no WebSocket support, or it is switched off',
            because: '501 speaks of a missing function.',
          },
        ],
        remedies: [{ title: 'Install or turn on WebSocket support in the server' }],
        section: 'RFC 9110 §15.6.2',
      };
    case 505:
      return {
        cause: 'http-version-not-supported',
        title: 'The server does not support HTTP/1.1 (505)',
        explanation:
          'A WebSocket opening handshake is an HTTP/1.1 request, and the server refuses this version of HTTP.',
        likelyCauses: [
          { cause: 'The server, or a proxy, takes HTTP/2 only, or HTTP/1.0 only', because: 'We sent "HTTP/1.1".' },
        ],
        remedies: [{ title: 'Allow HTTP/1.1 on the server' }],
        section: 'RFC 9110 §15.6.6, RFC 6455 §4.1',
      };
    case 511:
      return {
        cause: 'network-authentication-required',
        title: 'The network wants a login first (511)',
        explanation:
          'The answer comes from the network you are in, such as a hotel’s or a train’s, which wants you to log in before it lets anything through.',
        likelyCauses: [{ cause: 'A captive portal', because: '511 is made for it.' }],
        remedies: [{ title: 'Open a page in a browser and log in to the network' }],
        section: 'RFC 6585 §6',
      };
    default:
      return unexpected(status, reason, evidence);
  }
}

function unexpected(status: number, reason: string, evidence: Evidence): Told {
  const { path } = targetOf(evidence);
  const name = `${status} ${reason}`.trim();
  if (status < 100 || status > 599) {
    return {
      cause: 'status-out-of-range',
      title: `Unexpected status ${name}`,
      explanation: `Status codes are between 100 and 599, so ${status} was made up by whoever wrote this answer. Sites use such codes to turn away what they take for a bot.`,
      likelyCauses: [
        { cause: 'A bot protection does not like the request', because: `${quoted(name)} is no status of HTTP.` },
      ],
      remedies: [{ title: 'Send the User-Agent, Origin and Cookie headers of a browser that gets through' }],
      section: 'RFC 9110 §15',
    };
  }
  const client = status < 500;
  const front = evidence.response === undefined ? undefined : fingerprints(evidence.response, evidence.body)[0]?.who;
  const known = statusMeanings[status];
  const said = serverWords(evidence);
  const secured = targetOf(evidence).scheme === 'ws' && (status === 403 || status === 451 || status === 497);
  return {
    cause: `status-${status}`,
    title:
      said === undefined
        ? `The server answered ${name} instead of 101`
        : `The server answered ${name}: ${quoted(said, 80)}`,
    explanation: `${client ? 'It refuses the request' : 'It failed to handle the request'} for ${quoted(path)}${front === undefined ? '' : `, by ${front}`}. ${known?.means ?? 'Only 101 Switching Protocols opens a WebSocket connection.'}`,
    likelyCauses: [
      {
        cause:
          known?.cause ??
          (client ? 'The server expects another request on this path' : 'Something in the server is broken'),
        because: said === undefined ? `It answered ${name}.` : `It says ${quoted(said)}.`,
      },
    ],
    remedies: [
      ...(secured
        ? [
            {
              title: 'Try with TLS',
              change: { kind: 'url' as const, url: withUrl(evidence, (url) => void (url.protocol = 'wss:')) },
            },
          ]
        : []),
      {
        title:
          known?.remedy ??
          (client
            ? 'Compare the request in the Handshake tab with what the server’s documentation asks for'
            : 'Look into the log of the server for this moment'),
      },
    ],
    section: known?.section ?? (client ? 'RFC 9110 §15.5' : 'RFC 9110 §15.6'),
  };
}
