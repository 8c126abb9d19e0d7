import type { Diagnosis, EvidenceQuote, Remedy } from '../../diagnosis.ts';
import type { Evidence, PhaseName } from '../../evidence.ts';
import { connectedTo, phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import { lookUpByHand, lookUpOf, systemResolver, type LookUp } from '../dns/nameServers.ts';
import { beforeTunnel, proxyAuthority, proxyName } from '../proxy/proxyName.ts';
import { withoutProxy } from '../proxy/withoutProxy.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { count, duration, listing } from '../../wording.ts';
import { proxyTimeout, proxyTlsTimeout } from './proxyTimeout.ts';

/** Our own patience ended before the opening handshake did; the stage that hung says where to look. */
export const handshakeTimeout: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure === undefined || (failure.stage !== 'timeout' && failure.code !== 'HANDSHAKE_TIMEOUT')) return undefined;
  const ms = failure.timeoutMs ?? evidence.asked.handshakeTimeoutMs;
  const waitingFor = failure.waitingFor ?? lastBegun(evidence);
  // Three times as long is enough to tell slow from never.
  const longer = Math.max(30_000, Math.ceil((ms * 3) / 1000) * 1000);
  const path = ownLimits[failure.code];
  const patience: Remedy = {
    title: `Wait longer: raise the time-out${path === undefined ? '' : ' of this step'} from ${duration(ms)} to ${duration(longer)}`,
    change: path === undefined ? { kind: 'timeout', ms: longer } : { kind: 'option', path, value: longer },
  };
  return { stage: 'timeout', evidence: quotes(evidence), ...tell(waitingFor, ms, evidence, patience) };
};

/** The option behind the limit of a single step. */
const ownLimits: Readonly<Record<string, string>> = {
  DNS_TIMEOUT: 'dnsTimeout',
  CONNECT_TIMEOUT: 'connectTimeout',
  TLS_TIMEOUT: 'tlsTimeout',
};

function lastBegun(evidence: Evidence): PhaseName {
  return evidence.phases.findLast((phase) => !phase.ok)?.name ?? (evidence.request === undefined ? 'tcp' : 'response');
}

function quotes(evidence: Evidence): EvidenceQuote[] {
  return evidence.phases.map(phaseQuote);
}

type Told = Omit<Diagnosis, 'stage' | 'evidence'>;

function tell(waitingFor: PhaseName, ms: number, evidence: Evidence, patience: Remedy): Told {
  const { authority, host, path, port } = targetOf(evidence);
  const time = duration(ms);
  const tcp = connectedTo(evidence);
  const connected =
    tcp === undefined
      ? `TCP to ${authority} was connected`
      : `TCP to ${tcp.address} port ${tcp.port} was connected in ${duration(tcp.durationMs)}`;
  switch (waitingFor) {
    case 'dns':
      return dns(lookUpOf(evidence), time, patience);
    case 'tcp':
      return tcpSilent(evidence, time, patience);
    case 'proxy':
      return proxyTimeout(evidence, time, patience);
    case 'tls':
      if (phasesNamed(evidence, 'tls').at(-1)?.peer === 'proxy') return proxyTlsTimeout(evidence, time, patience);
      return {
        cause: 'tls-timeout',
        title: `The TLS handshake with ${host} got no answer within ${time}`,
        explanation: `${connected}, our TLS greeting was sent, and nothing came back. The port may speak plain text and wait for more of it.`,
        likelyCauses: [
          { cause: 'The port does not speak TLS', because: 'A TLS server answers the greeting at once.' },
          {
            cause: 'A load balancer accepts the connection and has no server behind it',
            because: 'TCP worked, TLS did not.',
          },
        ],
        remedies: [{ title: `Check that port ${port} is the TLS port` }, patience],
        section: 'RFC 8446 §4.1',
      };
    case 'url':
    case 'request':
    case 'response':
    case 'frame':
      return response(ms, connected, evidence, path, patience);
  }
}

function dns(lookUp: LookUp, time: string, patience: Remedy): Told {
  const { host, servers, asked } = lookUp;
  return {
    cause: 'dns-timeout',
    title: `No answer from the name server for ${host} within ${time}`,
    explanation: `Looking up "${host}" took all of the ${time} we were to wait${servers === undefined ? '' : ` for ${asked}`}. No connection was tried yet.`,
    likelyCauses: [
      servers === undefined
        ? { cause: 'The name server of this machine cannot be reached', because: 'Not even "no such name" came back.' }
        : {
            cause: `${listing(servers)} cannot be reached from here, or ${servers.length === 1 ? 'is' : 'are'} no name server`,
            because: 'Not even "no such name" came back, and no other server was asked, as the option dnsServers says.',
          },
    ],
    remedies: [
      ...(servers === undefined ? [{ title: 'Check network and VPN' }] : [systemResolver]),
      lookUpByHand(lookUp),
      patience,
    ],
    section: 'RFC 1035 §7',
  };
}

function tcpSilent(evidence: Evidence, time: string, patience: Remedy): Told {
  const { authority, host, port } = targetOf(evidence);
  const proxied = beforeTunnel(evidence);
  const tried = phasesNamed(evidence, 'tcp').at(-1);
  const at = proxied ? `The proxy ${proxyName(evidence)}` : authority;
  const which = proxied ? (tried?.port ?? proxyAuthority(evidence).replace(/^.*:/, '')) : (tried?.port ?? port);
  return {
    cause: 'tcp-timeout',
    title: `${at} did not accept a connection within ${time}`,
    explanation: `Not even a refusal came from ${addressesTried(evidence, proxied ? 'it' : host)} in ${time}: the packets that open a connection are dropped on the way.${proxied ? ' The WebSocket server was not asked.' : ''}`,
    likelyCauses: [
      {
        cause: 'A firewall or security group drops the packets',
        because: `A machine without a firewall would refuse port ${which} at once.`,
      },
      { cause: 'The address is wrong, the machine is off, or a VPN is', because: 'Nobody answered.' },
    ],
    remedies: [
      { title: `Check that port ${which} is open on the way to ${proxied ? 'the proxy' : host}` },
      ...(proxied ? [withoutProxy] : []),
      patience,
    ],
    section: 'RFC 9293 §3.10.7',
  };
}

function addressesTried(evidence: Evidence, host: string): string {
  const tried = phasesNamed(evidence, 'tcp').map((phase) => phase.address);
  return tried.length === 0 ? host : [...new Set(tried)].join(' and ');
}

function response(ms: number, connected: string, evidence: Evidence, path: string, patience: Remedy): Told {
  const sent = phasesNamed(evidence, 'request').at(-1)?.bytes ?? evidence.request?.raw.length;
  const got = evidence.traffic.unrecognised?.length ?? 0;
  const partly = got > 0 || evidence.phases.some((phase) => phase.name === 'response' && phase.bytes > 0);
  return {
    cause: partly ? 'response-unfinished' : 'no-response',
    title: partly
      ? `The server began to answer and did not finish within ${duration(ms)}`
      : `The server does not answer: nothing for ${duration(ms)}`,
    explanation:
      `${connected} and the request${sent === undefined ? '' : ` (${count(sent, 'byte')})`} was sent, ` +
      (partly ? 'but the head of the answer never came to its end. ' : 'but no response came, not a single byte. ') +
      'The network is fine: the server, or a proxy in front of it, holds the connection.',
    likelyCauses: [
      {
        cause: 'The server is busy or blocked',
        because: 'It accepted the connection, which the system does by itself, and then did nothing.',
      },
      {
        cause: `Nothing answers upgrade requests on ${path}`,
        because: 'Some frameworks leave an upgrade they have no handler for hanging.',
      },
      { cause: 'A proxy waits for a server that does not answer it', because: 'It would say so with 504 only later.' },
      {
        cause: 'The port belongs to another protocol, whose server waits for more',
        because: 'It took our request without a word.',
      },
    ],
    remedies: [{ title: 'Look whether the server’s log shows the request' }, patience],
    section: 'RFC 6455 §4.1',
  };
}
