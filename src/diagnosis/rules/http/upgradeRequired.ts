import { headerValue } from '../../../protocol/httpHead.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import { maskUrl } from '../../redact.ts';
import type { Rule } from '../../rule.ts';
import { targetOf, withUrl } from '../../target.ts';
import { listing, quoted } from '../../wording.ts';

const answersAll: LikelyCause = {
  cause:
    'The server answers 426 to everything on this path: no WebSocket handler is there, or it does not see the upgrade',
  because: 'A server that read our request would have found in it what it asks for.',
};

const checkHandler: Remedy = {
  title: 'Check that the server has a WebSocket handler for this path, and that the upgrade is handed to it',
};

/** 426 (RFC 9110 §15.5.22): with Sec-WebSocket-Version it is about the version (RFC 6455 §4.4), without about the upgrade. */
export const upgradeRequired: Rule = (evidence) => {
  const { response } = evidence;
  if (response?.status !== 426) return undefined;
  const versions = headerValue(response, 'Sec-WebSocket-Version')
    ?.split(',')
    .map((version) => version.trim())
    .filter((version) => version !== '');
  const upgrade = headerValue(response, 'Upgrade');
  const about = { headers: ['Sec-WebSocket-Version', 'Upgrade', 'Connection'] };
  if (upgrade !== undefined && /\bTLS\//i.test(upgrade) && targetOf(evidence).scheme === 'ws') {
    const url = withUrl(evidence, (parsed) => void (parsed.protocol = 'wss:'));
    return refusalDiagnosis(evidence, response, {
      ...about,
      cause: 'tls-required',
      title: 'The server wants TLS: use wss:// instead of ws:// (426)',
      explanation: `It answered 426 Upgrade Required with Upgrade: ${upgrade}, so it serves this address only over an encrypted connection (RFC 2817).`,
      likelyCauses: [{ cause: 'The server refuses plain text', because: `It names ${quoted(upgrade)}.` }],
      remedies: [
        { title: `Connect with TLS: ${maskUrl(url)}`, change: { kind: 'url', url } },
        { title: 'If TLS has a port of its own there, put that port into the URL' },
      ],
      section: 'RFC 9110 §15.5.22, RFC 2817 §4.2',
    });
  }
  const http2 = upgrade !== undefined && /\b(h2c?|http\/2)/i.test(upgrade);
  if (versions !== undefined && versions.length > 0 && !versions.includes('13')) {
    return refusalDiagnosis(evidence, response, {
      ...about,
      cause: 'websocket-version-not-supported',
      title: `The server supports other versions of the protocol: ${versions.join(', ')}`,
      explanation: `We asked for version 13, the one that RFC 6455 defines. The server answered 426 and names ${versions.length === 1 ? `version ${versions[0] ?? ''}` : `the versions ${listing(versions)}`} in Sec-WebSocket-Version, which are drafts from before 2011.`,
      likelyCauses: [
        {
          cause: 'The server uses a WebSocket library from before the standard',
          because: `It knows ${listing(versions)} only.`,
        },
      ],
      remedies: [{ title: 'Update the WebSocket library of the server' }],
      section: 'RFC 6455 §4.4',
    });
  }
  if (versions?.includes('13') === true) {
    return refusalDiagnosis(evidence, response, {
      ...about,
      cause: 'upgrade-header-stripped',
      title: 'The server did not see that we ask for version 13 (426): a proxy may have dropped the header',
      explanation: `It answered 426 with Sec-WebSocket-Version: ${listing(versions)}, and our request had this very header. Something on the way probably removed it, or the server answers so without looking.`,
      likelyCauses: [
        {
          cause: 'A proxy drops the Sec-WebSocket headers or the Upgrade header',
          because: 'The server asks for what was in the request.',
        },
        answersAll,
      ],
      remedies: [
        { title: 'Check that every proxy on the way passes the upgrade on' },
        { title: 'Connect to the server directly, around the proxy, to compare' },
        checkHandler,
      ],
      section: 'RFC 6455 §4.4, RFC 9110 §7.6.1',
    });
  }
  return refusalDiagnosis(evidence, response, {
    ...about,
    cause: http2 ? 'other-upgrade-required' : 'upgrade-header-stripped',
    title: http2
      ? `The server wants an upgrade to ${quoted(upgrade)}, not to WebSocket (426)`
      : 'The server asks for an upgrade that we did ask for (426): the header may have been lost on the way',
    explanation: http2
      ? `It answered 426 Upgrade Required and names ${quoted(upgrade)} as the protocol it wants.`
      : `It answered 426 Upgrade Required${upgrade === undefined ? '' : ` with Upgrade: ${upgrade}`}, as a WebSocket server does to a plain GET. Our request had "Upgrade: websocket", so a proxy probably removed it, or the server answers so without looking.`,
    likelyCauses: [
      http2
        ? { cause: 'This path speaks another protocol', because: `The answer names ${quoted(upgrade)}.` }
        : {
            cause: 'A proxy in front of the server does not pass the upgrade on',
            because: 'The Upgrade header concerns one hop only; each proxy has to set it again.',
          },
      ...(http2 ? [] : [answersAll]),
    ],
    remedies: http2
      ? [{ title: 'Check the path and port of the WebSocket server' }]
      : [
          {
            title:
              'nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"',
          },
          { title: 'Connect to the server directly, around the proxy, to compare' },
          checkHandler,
        ],
    section: 'RFC 9110 §15.5.22, §7.8',
  });
};
