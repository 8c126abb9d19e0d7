import { bodyStart } from '../../bodyHints.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { fingerprints } from '../../fingerprints.ts';
import { refusalDiagnosis } from '../../refusal.ts';
import type { Rule } from '../../rule.ts';
import { targetOf, withUrl } from '../../target.ts';
import { quoted } from '../../wording.ts';

/** 404 (RFC 9110 §15.5.5): nothing has that path, or nothing that takes an upgrade. */
export const notFound: Rule = (evidence) => {
  const { response, body } = evidence;
  if (response?.status !== 404) return undefined;
  const { path, host } = targetOf(evidence);
  const cannotGet = /Cannot GET ([^\s<"]+)/.exec(bodyStart(body) ?? '')?.[1];
  const known = fingerprints(response, body);
  const protocol = known.find(({ role }) => role === 'protocol');
  const front = known.find(({ role, says }) => role === 'gateway' && says !== undefined);
  const causes: LikelyCause[] = [
    { cause: 'The path is wrong', because: `The server has nothing under ${quoted(path)}.` },
    {
      cause: 'The server has no WebSocket handler attached, so plain HTTP answers',
      because: 'A WebSocket server that knows the path would answer 101.',
    },
    {
      cause: 'A proxy changes the path or leads it to another server',
      because: 'Path prefixes are often added or cut on the way.',
    },
  ];
  return refusalDiagnosis(evidence, response, {
    cause: 'path-not-found',
    title:
      front === undefined
        ? `Nothing at ${path} on ${host} (404${cannotGet === undefined ? '' : `: "Cannot GET ${cannotGet}"`})`
        : `${front.who} answered for ${host}, and has nothing at ${path} (404)`,
    explanation: `${front === undefined ? 'The server is there and answers' : 'Something answers'}, but has no WebSocket, and no page either, under ${quoted(path)}.${cannotGet === undefined || cannotGet === path ? '' : ` It looked for ${quoted(cannotGet)}, so the path was changed on the way.`}`,
    likelyCauses: causes,
    remedies: [
      ...remedies(evidence, path, protocol?.id),
      { title: 'Look up the WebSocket path in the server’s routes or documentation' },
    ],
    section: 'RFC 9110 §15.5.5, RFC 6455 §4.2.2',
  });
};

function remedies(evidence: Evidence, path: string, protocol: string | undefined): Remedy[] {
  const found: Remedy[] = [];
  const tryPath = (pathname: string, title: string): void => {
    const url = withUrl(evidence, (parsed) => void (parsed.pathname = pathname));
    found.push({ title, change: { kind: 'url', url } });
  };
  if (protocol === 'engine-io' || /socket\.?io/i.test(path)) {
    const url = withUrl(evidence, (parsed) => {
      parsed.pathname = '/socket.io/';
      parsed.searchParams.set('EIO', '4');
      parsed.searchParams.set('transport', 'websocket');
    });
    found.push({
      title: 'Connect to Socket.IO’s own path: /socket.io/?EIO=4&transport=websocket',
      change: { kind: 'url', url },
    });
  }
  if (path.endsWith('/') && path !== '/')
    tryPath(path.replace(/\/+$/, ''), `Try without the slash at the end: ${path.replace(/\/+$/, '')}`);
  else if (path !== '/') tryPath(`${path}/`, `Try with a slash at the end: ${path}/`);
  else tryPath('/ws', 'Try the usual path /ws');
  return found;
}
