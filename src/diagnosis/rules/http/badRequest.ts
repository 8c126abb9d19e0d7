import { headerValue } from '../../../protocol/httpHead.ts';
import { bodyHints, bodyStart } from '../../bodyHints.ts';
import type { LikelyCause } from '../../diagnosis.ts';
import { fingerprints } from '../../fingerprints.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { statusAndWords } from '../../serverWords.ts';
import { graphqlRemedies } from './graphqlRemedies.ts';
import { missingParameter } from './missingParameter.ts';
import { upgradeMissing } from './upgradeMissing.ts';
import { quoted } from '../../wording.ts';

/** 400 (RFC 9110 §15.5.1): the words of the body make the difference. */
export const badRequest: Rule = (evidence) => {
  const { response, body, request } = evidence;
  if (response?.status !== 400) return undefined;
  const text = bodyStart(body) ?? '';
  const stripped = upgradeMissing.exec(text)?.[0];
  const version = headerValue(response, 'Sec-WebSocket-Version');
  const weSentUpgrade = request === undefined || headerValue(request, 'Upgrade') !== undefined;
  if (stripped !== undefined && weSentUpgrade) {
    return refusalDiagnosis(evidence, response, {
      cause: 'upgrade-header-stripped',
      title: 'The server did not see our Upgrade header: something on the way removed it',
      explanation: `We sent "Upgrade: websocket" and "Connection: Upgrade", yet the server answered 400 and ${quoted(stripped)}. These two headers concern one hop only, so a proxy that does not know WebSocket drops them.`,
      likelyCauses: [
        {
          cause: 'A proxy in front of the server does not pass the upgrade on',
          because: `The server says ${quoted(stripped)}, and our request had the header.`,
        },
      ],
      remedies: [
        {
          title:
            'nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"',
        },
        { title: 'Apache: ProxyPass … upgrade=websocket, or mod_proxy_wstunnel' },
        { title: 'Connect to the server directly, around the proxy, to compare' },
      ],
      section: 'RFC 9110 §7.6.1, RFC 6455 §4.2.1',
    });
  }
  if (version !== undefined || /sec-websocket-version|unsupported (websocket )?version/i.test(text)) {
    return refusalDiagnosis(evidence, response, {
      cause: 'websocket-version-refused',
      title: `The server does not accept version 13 of the protocol${version === undefined ? '' : `; it names ${version}`}`,
      explanation: `It answered 400${version === undefined ? '' : ` with Sec-WebSocket-Version: ${version}`}. The proper answer would be 426 with the versions it supports; 13 is the only one in use since 2011.`,
      likelyCauses: [
        {
          cause: 'A very old server, or one that reads the header wrongly',
          because: 'Version 13 is what RFC 6455 defines.',
        },
      ],
      remedies: [{ title: 'Update the WebSocket library of the server' }],
      section: 'RFC 6455 §4.4',
      headers: ['Sec-WebSocket-Version'],
    });
  }
  const hints = bodyHints(body);
  const missing = missingParameter(hints.message, evidence);
  const protocol = fingerprints(response, body).find(({ role }) => role === 'protocol');
  const about = /sec-websocket-(key|protocol|extensions)/i.exec(text)?.[0];
  const causes: LikelyCause[] = [];
  if (/\bhost\b/i.test(hints.message ?? '')) {
    causes.push({ cause: 'The server does not serve this host name', because: 'The body speaks of the host.' });
  }
  if (/subprotocol|sec-websocket-protocol/i.test(text)) {
    causes.push({ cause: 'The server wants a subprotocol', because: 'The body speaks of one.' });
  }
  if (/token|auth|credential|api.?key/i.test(hints.message ?? '')) {
    causes.push({ cause: 'A token or key is missing or malformed', because: 'The body speaks of it.' });
  }
  causes.push(
    missing === undefined
      ? {
          cause: 'The server wants something in the query string or a header that is not there',
          because: '400 says that the request itself is not as expected.',
        }
      : {
          cause: `The URL has no query parameter ${quoted(missing)}`,
          because: 'The body names it as missing.',
        },
    {
      cause: 'A proxy in front changed the request',
      because: 'A server that saw our request unchanged would find a well-formed upgrade.',
    },
  );
  return refusalDiagnosis(evidence, response, {
    cause: protocol === undefined ? 'status-400' : `${protocol.id}-refused`,
    title:
      missing === undefined
        ? `The server finds something wrong with the request (${statusAndWords(evidence)})`
        : `The server wants a query parameter ${quoted(missing)} in the URL (400)`,
    explanation: `It read the request and answered 400 Bad Request${about === undefined ? '' : `, and speaks of ${about}`}.`,
    likelyCauses: causes,
    remedies: [
      ...(protocol?.id === 'graphql' ? graphqlRemedies(evidence) : []),
      ...(missing === undefined ? [] : [{ title: `Add ?${missing}=… to the URL, with a value that the server knows` }]),
      { title: 'Compare the request in the Handshake tab with what the server’s documentation asks for' },
    ],
    section: 'RFC 9110 §15.5.1, RFC 6455 §4.2.1',
  });
};
