import type { LikelyCause } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { fingerprints } from '../../fingerprints.ts';
import { phasesNamed } from '../../phases.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import { retryAfter } from '../../retryAfter.ts';
import type { Rule } from '../../rule.ts';
import { duration } from '../../wording.ts';

/** What Cloudflare's own codes say, in words that follow the host's name. */
const cloudflare: Readonly<Record<number, string>> = {
  520: 'answered with something that cannot be read',
  521: 'refuses connections',
  522: 'does not accept a connection in time',
  523: 'cannot be reached',
  524: 'accepted the request and did not answer in time',
  525: 'and Cloudflare could not agree on TLS',
  526: 'has a certificate that is not valid',
  530: 'cannot be found or reached',
};

/** 502, 503, 504 (RFC 9110 §15.6.3–5) and Cloudflare's 520–526: a gateway speaks about the server behind it. */
export const gatewayFailed: Rule = (evidence) => {
  const { response, body } = evidence;
  const status = response?.status ?? 0;
  if (response === undefined || !(status in titles || status in cloudflare)) return undefined;
  const author = fingerprints(response, body).find(
    ({ role }) => role === 'gateway' || role === 'server' || role === 'firewall',
  );
  const who = author?.who;
  const gateway = who ?? 'The gateway in front of the server';
  const behind = cloudflare[status];
  if (behind !== undefined) {
    return refusalDiagnosis(evidence, response, {
      cause: `status-${status}`,
      title: `Cloudflare works, but the server behind it ${behind} (${status})`,
      explanation: `${status} is a code of Cloudflare’s own: the server behind it ${behind}. The WebSocket server did not take part in this answer.`,
      likelyCauses: [
        {
          cause: 'The server is down, or closed to Cloudflare’s addresses',
          because: `${status} is sent for nothing else.`,
        },
      ].filter(() => status !== 530),
      remedies: [{ title: 'Check the server itself, around Cloudflare' }],
      section: 'RFC 9110 §15.6',
    });
  }
  const wait = retryAfter(evidence);
  const after = answerTime(evidence);
  return refusalDiagnosis(evidence, response, {
    cause: status === 502 ? 'bad-gateway' : status === 503 ? 'service-unavailable' : 'gateway-timeout',
    title: title(status, who, after),
    explanation:
      status === 503
        ? unavailable(author?.role === 'gateway' ? author.says : undefined, wait)
        : explanation(status, gateway, after),
    likelyCauses: causes(status),
    remedies: [
      {
        title:
          status === 503
            ? `Connect again ${wait === undefined ? 'in a while' : `in ${wait}`}`
            : 'Check that the server behind the gateway is running, and on the address the gateway uses',
      },
      { title: `Look into the log of ${who ?? 'the gateway'} for this moment: it names the reason` },
    ],
    section: status === 502 ? 'RFC 9110 §15.6.3' : status === 503 ? 'RFC 9110 §15.6.4' : 'RFC 9110 §15.6.5',
    headers: ['Retry-After'],
  });
};

const titles: Readonly<Record<number, true>> = { 502: true, 503: true, 504: true };

/** No gateway's patience is so short. */
const AT_ONCE_MS = 100;

/** Milliseconds from the request to the answer. */
function answerTime(evidence: Evidence): number | undefined {
  const sent = phasesNamed(evidence, 'request').at(-1);
  const came = phasesNamed(evidence, 'response').at(-1);
  if (came?.firstByteMs !== undefined && sent !== undefined && came.firstByteMs >= sent.startMs)
    return came.firstByteMs - sent.startMs;
  return came?.durationMs;
}

function title(status: number, who: string | undefined, after: number | undefined): string {
  if (status === 502) return `${who ?? 'The gateway'} cannot reach its backend (502 Bad Gateway)`;
  if (status === 503) return `The service is not available${who === undefined ? '' : `, says ${who}`} (503)`;
  return `Gateway timeout${after === undefined || after < AT_ONCE_MS ? '' : ` after ${duration(after)}`}: the server behind ${who ?? 'the gateway'} did not answer (504)`;
}

function unavailable(says: string | undefined, wait: string | undefined): string {
  const why = says ?? 'It answered 503: overloaded, being restarted, or without a server that is up';
  return `${why}.${wait === undefined ? '' : ` It asks to come back after ${wait}.`}`;
}

function explanation(status: number, gateway: string, after: number | undefined): string {
  if (status === 502)
    return `${gateway} took our request and got no usable answer from the server behind it, to which it would have passed us on.`;
  if (after !== undefined && after < AT_ONCE_MS)
    return `${gateway} says that the server behind it did not answer in time, but it said so after only ${duration(after)}: it knows from before, or did not try.`;
  return `${gateway} passed our request on and waited${after === undefined ? '' : ` ${duration(after)}`} for the server behind it, in vain.`;
}

function causes(status: number): LikelyCause[] {
  if (status === 502) {
    return [
      {
        cause: 'The server behind the gateway is down or still starting',
        because: 'That is the most frequent reason for 502.',
      },
      {
        cause: 'The gateway leads to the wrong port, or speaks TLS where plain text is expected',
        because: 'The answer it got was none that it could use.',
      },
      {
        cause: 'The server closed on the upgrade',
        because: 'A server without an upgrade handler drops such a request without an answer.',
      },
    ];
  }
  if (status === 503) {
    return [
      { cause: 'No server is up behind the load balancer', because: 'Load balancers say so with 503.' },
      { cause: 'Too many connections', because: 'A server at its limit may answer 503.' },
    ];
  }
  return [
    {
      cause: 'The server is stuck, or does not answer upgrades on this path',
      because: 'The gateway reached it and got no answer.',
    },
    { cause: 'A firewall between gateway and server drops the packets', because: 'A refusal would give 502.' },
  ];
}
