import { headerValue } from '../../../protocol/httpHead.ts';
import type { Diagnosis, LikelyCause, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { maskText, maskUrl } from '../../redact.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { optionsQuote } from '../../quotes.ts';
import { count, excerpt, quoted } from '../../wording.ts';

const loginPath =
  /(^|[/.?&=_-])(log[-_]?in|sign[-_]?in|sso|saml2?|oauth2?|openid|authorize|authenticate|auth|idp|cas|adfs|session\/new|accounts?)([/.?&=_-]|$)/i;

function withoutHash(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  return parsed.href;
}

/** A 3xx answer (RFC 9110 §15.4); a client may follow it but need not (RFC 6455 §4.1 item 1). */
export const redirected: Rule = (evidence) => {
  const { response, failure } = evidence;
  if (response === undefined || response.status < 300 || response.status > 399) return undefined;
  const status = `${response.status} ${response.reason}`.trim();
  const location = headerValue(response, 'Location');
  const about = { headers: ['Location'], section: 'RFC 9110 §15.4, RFC 6455 §4.1' };
  const say = (rest: Pick<Diagnosis, 'cause' | 'title' | 'explanation' | 'likelyCauses' | 'remedies'>): Diagnosis =>
    withHops(evidence, refusalDiagnosis(evidence, response, { ...about, ...rest }));
  if (location === undefined) {
    return say({
      cause: 'redirect-without-location',
      title: `Status ${status} without Location`,
      explanation: `The server answered ${response.status}, which sends a client elsewhere, but named no address in a Location header${response.status === 304 ? '; 304 in particular answers a conditional request, and ours was none' : ''}.`,
      likelyCauses: [
        {
          cause: 'The application or a cache answers plain GETs on this path',
          because: 'A WebSocket server answers 101 or an error.',
        },
      ],
      remedies: [{ title: 'Check the path in the URL' }, { title: 'Keep caches away from this path' }],
    });
  }
  const from = evidence.asked.url;
  const masked = (address: string): string => maskUrl(address, evidence.asked.secretParameters);
  if (failure?.code === 'REDIRECT_LOCATION_INVALID' || !URL.canParse(location, from)) {
    return say({
      cause: 'redirect-bad-location',
      title: 'The Location of the redirect is not a valid URL',
      explanation: `The server answered ${status} and named ${quoted(location)}, which cannot be read as a URL.`,
      likelyCauses: [
        {
          cause: 'A setting of the server or proxy that makes addresses is wrong',
          because: `It made ${quoted(location)}.`,
        },
      ],
      remedies: [{ title: 'Correct the redirect in the server’s configuration' }],
    });
  }
  const to = new URL(location, from);
  const shown = masked(to.href);
  if (!/^(wss?|https?):$/.test(to.protocol)) {
    return say({
      cause: 'redirect-refused-scheme',
      title: `A redirect to the scheme ${to.protocol} was refused`,
      explanation: `The server answered ${status} and sends us to ${quoted(shown)}. Only ws, wss, http and https addresses can be followed; anything else could reach into this machine.`,
      likelyCauses: [
        {
          cause: 'The server is misconfigured, or not to be trusted',
          because: `No WebSocket is behind a ${to.protocol} address.`,
        },
      ],
      remedies: [{ title: 'Find out who writes that Location header' }],
    });
  }
  const mapped = new URL(to.href);
  mapped.protocol = to.protocol === 'http:' || to.protocol === 'ws:' ? 'ws:' : 'wss:';
  mapped.hash = '';
  const url = mapped.href;
  if (failure?.code !== 'REDIRECT_LIMIT' && url === withoutHash(from)) {
    return say({
      cause: 'redirect-to-itself',
      title: `The server redirects ${excerpt(masked(url), 80)} to itself`,
      explanation: `It answered ${status}, and its Location ${location.trim() === '' ? 'is empty, which' : `is ${quoted(location)}, which`} leads back to the address that we asked. Following it would go in a circle.`,
      likelyCauses: [
        {
          cause: 'The redirect is meant to come with a cookie, without which the server asks again',
          because: 'The address alone changes nothing.',
        },
        {
          cause: 'A rule that sends http to https does not see that TLS ended at a proxy before it',
          because: 'It then sends everybody to where they are already.',
        },
      ],
      remedies: [
        { title: 'Send the cookie that the answer sets, if it sets one' },
        { title: 'Correct the redirect in the server’s or proxy’s configuration' },
      ],
    });
  }
  const sameScheme = to.protocol.startsWith('ws');
  const mappedSentence = sameScheme ? '' : ` The scheme ${to.protocol} stands for ${mapped.protocol} here.`;
  const follow: Remedy = { title: `Connect there: ${excerpt(masked(url), 120)}`, change: { kind: 'url', url } };
  if (failure?.code === 'REDIRECT_LIMIT') {
    const hops = evidence.redirects ?? [];
    return say({
      cause: 'too-many-redirects',
      title: `Stopped after ${count(failure.limit ?? (hops.length > 0 ? hops.length : 10), 'redirect')}`,
      explanation: `${maskText(failure.message, evidence.asked.secretParameters)}${/[.!]$/.test(failure.message) ? '' : '.'} ${loops(evidence) ? 'The same address came up twice, so it goes in a circle.' : 'Each answer led to another one.'}`,
      likelyCauses: [
        {
          cause: 'Two rules redirect to each other, often http to https behind a proxy that ends TLS',
          because: 'No end was in sight.',
        },
      ],
      remedies: [{ title: 'Connect to the final address directly' }, follow],
    });
  }
  if (from.startsWith('wss:') && mapped.protocol === 'ws:') {
    return say({
      cause: 'redirect-downgrade',
      title: 'The redirect leads from wss: down to ws:, out of the encryption',
      explanation: `The server answered ${status} and sends us to ${quoted(shown)}, which is not encrypted; all that is sent there, tokens and cookies too, could be read on the way.${mappedSentence}`,
      likelyCauses: [
        {
          cause: 'The server stands behind a proxy that ends TLS, and does not know that it was asked by https',
          because: 'It makes addresses with http (see X-Forwarded-Proto).',
        },
      ],
      remedies: [
        {
          title: `Try the same address with TLS: ${excerpt(masked(secure(url)), 120)}`,
          change: { kind: 'url', url: secure(url) },
        },
        { title: 'Have the server trust X-Forwarded-Proto' },
      ],
    });
  }
  if (loginPath.test(`${to.pathname}${to.search}`) || /^(login|sso|auth|accounts?|id|idp)\./i.test(to.hostname)) {
    return say({
      cause: 'redirect-to-login',
      title: 'Redirected to a login page: the server does not know who we are',
      explanation: `The server answered ${status} and sends us to ${quoted(shown)}, where a person would log in. A WebSocket client cannot; it has to bring its credentials along.`,
      likelyCauses: [credentialsCause(evidence)],
      remedies: [
        { title: 'Log in with a browser, and send its Cookie header with this connection' },
        { title: 'Or send an Authorization header, if the server takes tokens' },
      ],
    });
  }
  return say({
    cause: 'redirect',
    title: `The server redirects to ${excerpt(shown, 120)}`,
    explanation: `It answered ${status} and names ${quoted(shown)} in Location.${mappedSentence} WebSocket clients do not follow redirects unless told to; browsers never do.`,
    likelyCauses: why(new URL(from), to),
    remedies: [
      follow,
      ...(evidence.asked.followRedirects === true
        ? []
        : [
            { title: 'Follow redirects with this connection', change: { kind: 'follow-redirects' as const, on: true } },
          ]),
    ],
  });
};

const secure = (url: string): string => url.replace(/^ws:/, 'wss:');

function loops(evidence: Evidence): boolean {
  const seen = (evidence.redirects ?? []).map(({ from }) => from);
  return new Set(seen).size < seen.length;
}

function withHops(evidence: Evidence, diagnosis: Diagnosis): Diagnosis {
  const hops = (evidence.redirects ?? []).map((hop, index) =>
    optionsQuote(`hop ${index + 1}: ${maskUrl(hop.from)} → ${hop.status} → ${maskUrl(hop.location)}`),
  );
  return hops.length === 0 ? diagnosis : { ...diagnosis, evidence: [...diagnosis.evidence, ...hops] };
}

function credentialsCause(evidence: Evidence): LikelyCause {
  const sent = evidence.asked.headerNames.filter((name) => /^(cookie|authorization)$/i.test(name));
  return sent.length === 0
    ? { cause: 'No credentials were sent', because: 'The request had neither Cookie nor Authorization.' }
    : {
        cause: 'The credentials that were sent are not valid any more',
        because: `The request had ${sent.join(' and ')}.`,
      };
}

function why(from: URL, to: URL): LikelyCause[] {
  const tls = from.protocol === 'ws:' && (to.protocol === 'https:' || to.protocol === 'wss:');
  if (tls) return [{ cause: 'The server wants TLS', because: 'Its redirect leads to an encrypted address.' }];
  if (from.host !== to.host)
    return [{ cause: 'The service moved to another host', because: `${from.host} sends to ${to.host}.` }];
  if (from.pathname.replace(/\/$/, '') === to.pathname.replace(/\/$/, ''))
    return [
      { cause: 'The path needs a slash at its end, or none', because: `${from.pathname} sends to ${to.pathname}.` },
    ];
  return [{ cause: 'The WebSocket has another path', because: `${from.pathname} sends to ${to.pathname}.` }];
}
