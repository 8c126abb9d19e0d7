import type { Diagnosis, EvidenceQuote, Remedy } from '../../diagnosis.ts';
import type { Evidence, PhaseName } from '../../evidence.ts';
import { connectedTo, phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import { maskUrl } from '../../redact.ts';
import { withoutProxy } from '../proxy/withoutProxy.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { count, duration } from '../../wording.ts';

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
      return {
        cause: 'dns-timeout',
        title: `No answer from the name server for ${host} within ${time}`,
        explanation: `Looking up "${host}" took all of the ${time} we were to wait. No connection was tried yet.`,
        likelyCauses: [
          { cause: 'The name server of this machine cannot be reached', because: 'Not even "no such name" came back.' },
        ],
        remedies: [
          { title: 'Check network and VPN' },
          { title: `Look the name up in a terminal: nslookup ${host}` },
          patience,
        ],
        section: 'RFC 1035 §7',
      };
    case 'tcp':
      return {
        cause: 'tcp-timeout',
        title: `${authority} did not accept a connection within ${time}`,
        explanation: `Not even a refusal came from ${addressesTried(evidence, host)} in ${time}: the packets that open a connection are dropped on the way.`,
        likelyCauses: [
          {
            cause: 'A firewall or security group drops the packets',
            because: `A machine without a firewall would refuse port ${port} at once.`,
          },
          { cause: 'The address is wrong, the machine is off, or a VPN is', because: 'Nobody answered.' },
        ],
        remedies: [{ title: `Check that port ${port} is open on the way to ${host}` }, patience],
        section: 'RFC 9293 §3.10.7',
      };
    case 'proxy':
      return {
        cause: 'proxy-timeout',
        title: `The proxy does not answer CONNECT within ${time}`,
        explanation: `${maskUrl(evidence.asked.proxy ?? 'The proxy')} accepted the connection and was asked for a tunnel to ${authority}; nothing came back for ${time}.`,
        likelyCauses: [
          {
            cause: 'The proxy waits for the target, which does not answer',
            because: 'CONNECT is answered only when the tunnel stands.',
          },
          { cause: 'What listens there is no HTTP proxy', because: 'It never answered.' },
        ],
        remedies: [withoutProxy, patience],
        section: 'RFC 9110 §9.3.6',
      };
    case 'tls':
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
