import { bodyHints } from '../../bodyHints.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import { fingerprints } from '../../fingerprints.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { captive } from './captivePortal.ts';
import { graphqlRemedies } from './graphqlRemedies.ts';
import { targetOf, withUrl } from '../../target.ts';
import { quoted } from '../../wording.ts';

/** A 2xx answer: the server took the request for an ordinary GET (RFC 6455 §4.1 item 1: only 101 opens a connection). */
export const notAnUpgrade: Rule = (evidence) => {
  const { response, body } = evidence;
  if (response === undefined || response.status < 200 || response.status > 299) return undefined;
  const { path } = targetOf(evidence);
  const hints = bodyHints(body);
  const known = new Set(fingerprints(response, body).map(({ id }) => id));
  const status = `${response.status} ${response.reason}`.trim();
  const remedies: Remedy[] = [];
  const causes: LikelyCause[] = [];
  let cause = `status-${response.status}`;
  let title = `The server answered ${status} instead of 101${hints.kind === 'empty' ? ', with no body' : ''}`;
  let explanation = `It took the request for ${quoted(path)} as an ordinary GET and answered ${status}. Only 101 Switching Protocols opens a WebSocket connection.`;
  if (known.has('engine-io')) {
    const url = withUrl(evidence, (parsed) => {
      parsed.searchParams.set('EIO', '4');
      parsed.searchParams.set('transport', 'websocket');
    });
    cause = 'socket-io-polling';
    title = 'A Socket.IO server answered by polling, not by WebSocket';
    remedies.push({
      title: 'Ask for the WebSocket transport of Socket.IO (EIO=4&transport=websocket)',
      change: { kind: 'url', url },
    });
  } else if (known.has('sockjs')) {
    const url = withUrl(
      evidence,
      (parsed) => void (parsed.pathname = `${parsed.pathname.replace(/\/+$/, '')}/websocket`),
    );
    cause = 'sockjs-base-address';
    title = 'This is the base address of a SockJS server';
    remedies.push({ title: `Connect to its raw WebSocket, ${new URL(url).pathname}`, change: { kind: 'url', url } });
  } else if (known.has('graphql')) {
    cause = 'graphql-over-http';
    title = `A GraphQL server answered over plain HTTP (${response.status}), not by WebSocket`;
    remedies.push(...graphqlRemedies(evidence));
  } else if (captive(evidence)) {
    cause = 'captive-portal';
    title = `A network portal answered instead of ${targetOf(evidence).host} (${response.status})`;
    explanation = `The answer is a page${hints.pageTitle === undefined ? '' : ` (${quoted(hints.pageTitle, 60)})`} of the network you are in, as hotels, trains and airports put it before everything until one has logged in. The server itself was not asked.`;
    causes.push({ cause: 'A captive portal', because: 'The page leads to the login of a network.' });
    remedies.push({ title: 'Open any page in a browser, log in to the network, and connect again' });
  } else if (hints.login) {
    cause = 'login-page';
    title = `The server answered ${response.status} with a login page instead of 101`;
    explanation += ' It shows its login page, so it does not know who we are.';
    remedies.push({ title: 'Log in with a browser and send its Cookie header, or an Authorization header' });
  } else if (hints.kind === 'html') {
    cause = 'html-page';
    title = `The server answered ${response.status} with a web page${hints.pageTitle === undefined ? '' : ` (${quoted(hints.pageTitle, 60)})`} instead of 101`;
    if (hints.applicationShell) {
      causes.push({
        cause: 'A single-page application answers every unknown path with its index.html',
        because: 'The page is the shell of such an application.',
      });
    }
    causes.push({
      cause: 'The path is wrong: the WebSocket has another one',
      because: `${path} leads to a page. Usual paths are /ws, /socket and /api/ws.`,
    });
  } else if (response.status === 204) {
    causes.push({
      cause: 'A handler for plain HTTP answers on this path',
      because: '204 means done, with nothing to show.',
    });
  } else if (response.status === 206) {
    causes.push({
      cause: 'A file server answers on this path',
      because: '206 is a piece of a file, and we asked for none.',
    });
  }
  causes.push({
    cause: 'A proxy does not pass the upgrade on, so the server never saw it',
    because:
      'Upgrade and Connection concern one hop only; a proxy has to set them again (nginx: proxy_set_header Upgrade $http_upgrade).',
  });
  remedies.push(
    { title: 'Check the path in the URL against the server’s WebSocket route' },
    { title: 'Check that every proxy on the way passes the Upgrade header on' },
  );
  return refusalDiagnosis(evidence, response, {
    cause,
    title,
    explanation,
    likelyCauses: causes,
    remedies,
    section: 'RFC 6455 §4.1, RFC 9110 §7.8',
    headers: ['Content-Type', 'Content-Range'],
  });
};
