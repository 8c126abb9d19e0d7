import { bodyStart } from '../../bodyHints.ts';
import { headerValue, headerValues } from '../../../protocol/httpHead.ts';
import { challengeText, parseChallenges, type Challenge } from '../../challenge.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { serverWords, statusAndWords } from '../../serverWords.ts';
import { listing, quoted } from '../../wording.ts';

/** 401 (RFC 9110 §15.5.2): the challenge says which credentials are wanted. */
export const unauthorized: Rule = (evidence) => {
  const { response } = evidence;
  if (response?.status !== 401) return undefined;
  const challenges = headerValues(response, 'WWW-Authenticate').flatMap(parseChallenges);
  const bearer = challenges.find(({ scheme }) => scheme.toLowerCase() === 'bearer');
  const error = bearer?.parameters.get('error');
  const told = bearer?.parameters.get('error_description');
  const wanted = listing(challenges.map(challengeText), 'or');
  const about = { headers: ['WWW-Authenticate'], section: 'RFC 9110 §11.6.1, §15.5.2' };
  if (error !== undefined && !sentAuthorization(evidence)) {
    const said = quoted(told ?? error);
    return refusalDiagnosis(evidence, response, {
      ...about,
      cause: 'bearer-token-missing',
      title: `We sent no Authorization header; the server says ${said} (401)`,
      explanation: `The server asks for a Bearer token with the error ${quoted(error)}${told === undefined ? '' : ` and the words ${said}`}. They cannot be about a token in Authorization: the request carried none.`,
      likelyCauses: missingCauses(evidence),
      remedies: [enterToken],
      section: 'RFC 6750 §3, RFC 9110 §11.6.1',
    });
  }
  if (error !== undefined) {
    return refusalDiagnosis(evidence, response, {
      ...about,
      cause: 'bearer-token-refused',
      title: `The Bearer token was rejected: ${told ?? error}`,
      explanation: `The server answered 401 with the error ${quoted(error)}${told === undefined ? '' : `, ${quoted(told)}`}: ${bearerError(error)}`,
      likelyCauses: bearerCauses(error, told, evidence),
      remedies: [
        { ...enterToken, title: 'Enter a new token (Authorization: Bearer …)' },
        { title: 'Get the new token from where the old one came, before you enter it' },
      ],
      section: 'RFC 6750 §3, RFC 9110 §11.6.1',
    });
  }
  return refusalDiagnosis(evidence, response, {
    ...about,
    cause: challenges.length === 0 ? 'unauthorized-without-challenge' : 'unauthorized',
    title:
      challenges.length === 0
        ? `The server wants credentials but does not say which (${statusAndWords(evidence)}${serverWords(evidence) === undefined ? ' without WWW-Authenticate' : ''})`
        : `The server wants credentials: ${wanted}`,
    explanation:
      challenges.length === 0
        ? 'It answered 401, which has to come with a WWW-Authenticate header that names the kind of credentials; there is none.'
        : `It answered 401 and asks for ${wanted}. ${sentSentence(evidence)}`,
    likelyCauses: [sentCause(evidence)],
    remedies: remedies(challenges),
  });
};

const enterToken: Remedy = {
  title: 'Enter a token (Authorization: Bearer …)',
  change: { kind: 'credentials', type: 'bearer' },
};

/** What we sent was on the wire: user name and password in the URL become an Authorization too. */
const sentAuthorization = ({ asked, request }: Evidence): boolean =>
  asked.headerNames.some((name) => name.toLowerCase() === 'authorization') ||
  (request !== undefined && headerValue(request, 'Authorization') !== undefined);

const credentialHeaders = (evidence: Evidence): string[] => [
  ...(sentAuthorization(evidence) ? ['Authorization'] : []),
  ...evidence.asked.headerNames.filter((name) => /^(cookie|x-api-key)$/i.test(name)),
];

const hasQuery = ({ asked }: Evidence): boolean => URL.canParse(asked.url) && new URL(asked.url).search !== '';

/** A Bearer token is wanted and no Authorization was sent; the server may have read one elsewhere. */
function missingCauses(evidence: Evidence): LikelyCause[] {
  const elsewhere = [...(hasQuery(evidence) ? ['a query in the URL'] : []), ...credentialHeaders(evidence)];
  const missing: LikelyCause = {
    cause: 'The credentials are missing',
    because: 'The request had no Authorization header.',
  };
  if (elsewhere.length === 0) return [missing];
  return [
    missing,
    { cause: 'The server read a token elsewhere and refused it', because: `We sent ${listing(elsewhere)}.` },
  ];
}

function sentSentence(evidence: Evidence): string {
  const sent = credentialHeaders(evidence);
  return sent.length === 0
    ? 'The request carried no Authorization header.'
    : `The request carried ${listing(sent)}, which was not accepted.`;
}

function sentCause(evidence: Evidence): LikelyCause {
  const sent = credentialHeaders(evidence);
  if (sent.length > 0)
    return {
      cause: 'The credentials are wrong or have expired',
      because: `${listing(sent)} was sent and not accepted.`,
    };
  return hasQuery(evidence)
    ? {
        cause: 'The token in the query string is wrong, or the server wants it in a header',
        because: 'The URL has a query, and the request no Authorization.',
      }
    : { cause: 'No credentials were sent', because: 'The request had no Authorization, no Cookie and no query.' };
}

function remedies(challenges: readonly Challenge[]): Remedy[] {
  const schemes = challenges.map(({ scheme }) => scheme.toLowerCase());
  const found: Remedy[] = [];
  if (schemes.includes('basic'))
    found.push({ title: 'Enter user name and password (Basic)', change: { kind: 'credentials', type: 'basic' } });
  if (schemes.includes('bearer')) found.push(enterToken);
  if (schemes.includes('digest'))
    found.push({ title: 'Ask for another scheme: Digest needs an answer computed for this very request' });
  if (schemes.some((scheme) => scheme === 'negotiate' || scheme === 'ntlm'))
    found.push({ title: 'Ask for a token instead: the login of the operating system cannot be sent from here' });
  if (found.length === 0)
    found.push(enterToken, { title: 'Or add the Authorization or Cookie header that the server expects' });
  return found;
}

function bearerError(error: string): string {
  switch (error) {
    case 'invalid_token':
      return 'the token has expired, was revoked, or is not one of this server’s.';
    case 'insufficient_scope':
      return 'the token is valid but does not allow this.';
    case 'invalid_request':
      return 'the way in which the token was sent is not right.';
    default:
      return 'see the server’s documentation for what it means.';
  }
}

function bearerCauses(error: string, told: string | undefined, evidence: Evidence): LikelyCause[] {
  const expired = /expir/i.test(`${told ?? ''} ${bodyStart(evidence.body) ?? ''}`);
  if (expired)
    return [
      { cause: 'The token has expired', because: `The server says ${quoted(told ?? bodyStart(evidence.body) ?? '')}.` },
    ];
  return [
    {
      cause: error === 'insufficient_scope' ? 'The token lacks a scope' : 'The token is not valid for this server',
      because: `The challenge carries error="${error}".`,
    },
    sentCause(evidence),
  ];
}
