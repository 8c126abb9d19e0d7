import type { Evidence } from '../../evidence.ts';
import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { withUrl } from '../../target.ts';
import { bothFamilies, familyName, otherFamily } from './addressFamily.ts';
import { lookUpByHand, lookUpOf, systemResolver, type LookUp } from './nameServers.ts';
import { throughProxy } from '../proxy/throughProxy.ts';

/** `EBADNAME` is what c-ares says of a name that cannot be one, and so was not asked for. */
const codes = new Set(['ENOTFOUND', 'EAI_NONAME', 'ENONAME', 'EBADNAME']);

/** DNS answered that there is no such name (RFC 1035 §4.1.1, RCODE 3). */
export const nameNotFound: Rule = (evidence) => {
  const { failure, asked } = evidence;
  if (failure?.stage !== 'dns' || !codes.has(failure.code)) return undefined;
  const lookUp = lookUpOf(evidence);
  const { phase, host, servers } = lookUp;
  // The system's resolver says the same of a name that has addresses of the other kind only.
  const family = servers === undefined ? asked.addressFamily : undefined;
  return {
    stage: 'dns',
    cause: 'name-not-found',
    title:
      family === undefined
        ? `The host name ${host} does not exist`
        : `The host name ${host} does not exist, or has no ${familyName[family]} address`,
    explanation:
      `${lookUp.knows} no ${family === undefined ? '' : `${familyName[family]} `}address for "${host}" (${failure.code}), so there was nothing to connect to. ` +
      'The name may be misspelt, or it may only be known inside another network.',
    evidence: phase === undefined ? [] : [phaseQuote(phase)],
    likelyCauses: [
      ...(family === undefined ? [] : [otherFamily(family)]),
      ...(servers === undefined ? [] : [otherServers(lookUp)]),
      ...likelyCauses(host, servers === undefined),
    ],
    remedies: [
      ...(family === undefined ? [] : [bothFamilies]),
      ...(servers === undefined ? [] : [systemResolver]),
      ...remedies(evidence, lookUp),
      ...throughProxy(evidence),
    ],
    section: 'RFC 1035 §4.1.1 (RCODE 3), RFC 6455 §4.1',
  };
};

function otherServers({ asked, host }: LookUp): LikelyCause {
  return {
    cause: 'These name servers do not know the names of this network',
    because: `Only ${asked} was asked for "${host}", as the option dnsServers says, and not the resolver that other programs ask.`,
  };
}

function likelyCauses(host: string, bySystem: boolean): LikelyCause[] {
  const causes: LikelyCause[] = [{ cause: 'A typing error in the host name', because: `"${host}" has no address.` }];
  if (!host.includes('.')) {
    causes.unshift({
      cause: 'A name that only works inside its own network, such as a container or a company network',
      because: `"${host}" has no dot, so it is a local name: a service of a compose file, a Kubernetes service, a machine in the office.`,
    });
  } else if (/\.(local|lan|home|internal|corp|intranet|svc|cluster\.local|home\.arpa)$/.test(host)) {
    causes.unshift({
      cause: 'A private name that this machine cannot look up; a VPN may be off',
      because: `Names that end in ".${host.split('.').at(-1) ?? ''}" are not in the public DNS.`,
    });
  }
  if (bySystem) {
    causes.push({
      cause: 'The name was looked up on another machine than you think',
      because: 'In a remote workspace or a container, the connection is made there and uses its DNS.',
    });
  }
  return causes;
}

function remedies(evidence: Evidence, lookUp: LookUp): Remedy[] {
  const { host } = lookUp;
  const found: Remedy[] = [];
  if (host !== 'localhost' && distance(host, 'localhost') <= 2) {
    const url = withUrl(evidence, (parsed) => void (parsed.hostname = 'localhost'));
    found.push({ title: 'Connect to localhost', change: { kind: 'url', url } });
  }
  found.push(lookUpByHand(lookUp));
  found.push({ title: 'Check the spelling, and that a VPN the name needs is connected' });
  return found;
}

/** How many single-letter edits lie between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const change = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
