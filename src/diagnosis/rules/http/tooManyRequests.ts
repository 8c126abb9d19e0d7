import { fingerprints } from '../../fingerprints.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import { retryAfter } from '../../retryAfter.ts';
import type { Rule } from '../../rule.ts';

/** 429 (RFC 6585 §4). */
export const tooManyRequests: Rule = (evidence) => {
  const { response, body } = evidence;
  if (response?.status !== 429) return undefined;
  const wait = retryAfter(evidence);
  const front = fingerprints(response, body).find(({ role }) => role === 'firewall' || role === 'gateway');
  return refusalDiagnosis(evidence, response, {
    cause: 'rate-limited',
    title:
      wait === undefined
        ? 'Too many connection attempts: the server limits us (429)'
        : `Rate-limited (429): retry after ${wait}`,
    explanation: `The server counts attempts and has had enough of ours for now. ${wait === undefined ? 'It does not say how long to wait (no Retry-After).' : `It asks to wait for ${wait} (Retry-After).`}`,
    likelyCauses: [
      {
        cause: 'A client reconnects in a loop without a pause',
        because: 'That is how most clients run into such limits.',
      },
      {
        cause: 'Others with the same address or key use the quota up',
        because: `Limits are counted by address, account or key${front === undefined ? '' : `; this one by ${front.who}`}.`,
      },
    ],
    remedies: [
      { title: `Wait ${wait ?? 'a while'} and connect again` },
      { title: 'Have the client wait longer after each failed attempt (exponential back-off)' },
    ],
    section: 'RFC 6585 §4, RFC 9110 §10.2.3',
    headers: ['Retry-After', 'X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset', 'RateLimit'],
  });
};
