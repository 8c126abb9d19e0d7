import type { LikelyCause, Remedy } from '../../diagnosis.ts';
import type { Evidence, ProxySource } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { beforeTunnel, proxyName } from '../proxy/proxyName.ts';
import { withoutProxy } from '../proxy/withoutProxy.ts';
import { isLoopback, targetOf, withUrl } from '../../target.ts';
import { listing } from '../../wording.ts';

/** At least one address answered that nothing listens on that port (RFC 9293 §3.5.2: RST to a SYN). */
export const connectionRefused: Rule = (evidence) => {
  const tried = phasesNamed(evidence, 'tcp').filter((phase) => !phase.ok);
  const refusing = tried.filter((phase) => phase.code === 'ECONNREFUSED');
  const { failure } = evidence;
  if (failure?.stage !== 'tcp' || (failure.code !== 'ECONNREFUSED' && refusing.length === 0)) return undefined;
  const target = targetOf(evidence);
  const port = refusing[0]?.port ?? target.port;
  const proxied = beforeTunnel(evidence);
  const place = proxied ? `the proxy ${proxyName(evidence)}` : target.authority;
  const addresses = refusing.map((phase) => phase.address);
  const others = tried.filter((phase) => phase.code !== 'ECONNREFUSED' && phase.code !== 'SUPERSEDED');
  const by = addresses.length === 0 ? target.host : listing(addresses);
  return {
    stage: 'tcp',
    cause: 'connection-refused',
    title: `Nothing is listening on ${place}`,
    explanation:
      `The connection to port ${port} was refused by ${by}: the machine is there, but no program accepts connections on that port.` +
      others.map((phase) => ` The address ${phase.address} did not work either (${phase.code ?? 'failed'}).`).join(''),
    evidence: tried.map(phaseQuote),
    likelyCauses: proxied ? proxyCauses(evidence, port) : likelyCauses(evidence, addresses),
    remedies: proxied
      ? [{ title: `Start the proxy, or correct its port ${port}` }, withoutProxy]
      : remedies(evidence, addresses),
    section: 'RFC 9293 §3.5.2',
  };
};

/** Who named the proxy, in words that follow "comes from". */
const namedBy: Readonly<Record<ProxySource, string>> = {
  options: 'the option proxy of this connection',
  editor: 'the settings of the editor (http.proxy)',
  environment: 'the environment (HTTPS_PROXY, HTTP_PROXY or ALL_PROXY)',
};

/** The server was not asked: whether it runs is another question. */
function proxyCauses({ asked }: Evidence, port: number): LikelyCause[] {
  return [
    {
      cause: 'The proxy is not running',
      because: `A running proxy would accept connections on port ${port}. The WebSocket server was not asked.`,
    },
    {
      cause: 'The address of the proxy is out of date',
      because: `It comes from ${namedBy[asked.proxyFrom ?? 'options']}.`,
    },
  ];
}

function likelyCauses(evidence: Evidence, addresses: readonly string[]): LikelyCause[] {
  const target = targetOf(evidence);
  const causes: LikelyCause[] = [
    {
      cause: 'The server is not running, or still starting',
      because: `A running server would accept connections on port ${target.port}.`,
    },
  ];
  const wrongPort: LikelyCause = target.portGiven
    ? { cause: 'The server listens on another port', because: `Port ${target.port} is the one that the URL names.` }
    : {
        cause: 'The server listens on another port',
        because: `The URL names no port, so ${target.port}, the one for ${target.scheme}, was taken.`,
      };
  if (target.portGiven) causes.push(wrongPort);
  else causes.unshift(wrongPort);
  if (addresses.length === 1 && isLoopback(target.host)) {
    const family = addresses[0]?.includes(':') === true ? 'IPv6' : 'IPv4';
    causes.push({
      cause: `The server listens on ${family === 'IPv6' ? 'IPv4' : 'IPv6'} only`,
      because: `Only the ${family} address ${addresses[0] ?? ''} was tried.`,
    });
  }
  if (isLoopback(target.host)) {
    causes.push({
      cause: 'The server runs on another machine than this one',
      because: `${target.host} is the machine (or the container) that opened the connection, which in a remote workspace is the remote one.`,
    });
  }
  return causes;
}

function remedies(evidence: Evidence, addresses: readonly string[]): Remedy[] {
  const target = targetOf(evidence);
  const found: Remedy[] = [{ title: `Start the server, and check that it says it listens on port ${target.port}` }];
  const only = addresses.length === 1 && isLoopback(target.host) ? addresses[0] : undefined;
  if (only !== undefined) {
    const other = only.includes(':') ? '127.0.0.1' : '[::1]';
    const url = withUrl(evidence, (parsed) => void (parsed.hostname = other));
    found.push({ title: `If it listens on ${other} only: connect to ${other}`, change: { kind: 'url', url } });
  }
  if (!isLoopback(target.host)) {
    found.push({ title: 'If the server runs in a container or behind a firewall, publish its port' });
  }
  return found;
}
