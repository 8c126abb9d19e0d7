import type { Diagnosis, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { targetOf } from '../../target.ts';
import { proxyAuthority, proxyName } from '../proxy/proxyName.ts';
import { withoutProxy } from '../proxy/withoutProxy.ts';

type Told = Omit<Diagnosis, 'stage' | 'evidence'>;

/** The proxy was asked for a tunnel and kept silent. */
export function proxyTimeout(evidence: Evidence, time: string, patience: Remedy): Told {
  const kind = phasesNamed(evidence, 'proxy').at(-1)?.kind;
  const socks = kind?.startsWith('socks') ?? /^socks/i.test(evidence.asked.proxy ?? '');
  return socks ? socksTimeout(evidence, time, patience) : connectTimeout(evidence, time, patience);
}

function connectTimeout(evidence: Evidence, time: string, patience: Remedy): Told {
  return {
    cause: 'proxy-timeout',
    title: `The proxy does not answer CONNECT within ${time}`,
    explanation: `${named(evidence)} accepted the connection and was asked for a tunnel to ${targetOf(evidence).authority}; nothing came back for ${time}.`,
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
}

function socksTimeout(evidence: Evidence, time: string, patience: Remedy): Told {
  const old = /^socks4/i.test(evidence.asked.proxy ?? '');
  const version = old ? 'SOCKS 4' : 'SOCKS 5';
  return {
    cause: 'proxy-timeout',
    title: `The SOCKS proxy does not answer within ${time}`,
    explanation: `${named(evidence)} accepted the connection and was spoken to in ${version}, for a way to ${targetOf(evidence).authority}; nothing that is an answer came back for ${time}.`,
    likelyCauses: [
      {
        cause: `What listens there is no ${version} proxy, but perhaps an HTTP one`,
        because: `An HTTP proxy waits for the end of a line, which no greeting of ${version} has.`,
      },
      {
        cause: 'The proxy waits for the target, which does not answer',
        because: 'It grants a request only when its own connection to the target stands.',
      },
    ],
    remedies: [
      { title: `If it is an HTTP proxy: write it as http://${proxyAuthority(evidence)}` },
      withoutProxy,
      patience,
    ],
    section: old ? 'SOCKS 4' : 'RFC 1928 §3, §6',
  };
}

/** The proxy itself is spoken to by TLS, and kept silent there. */
export function proxyTlsTimeout(evidence: Evidence, time: string, patience: Remedy): Told {
  const at = proxyAuthority(evidence);
  return {
    cause: 'proxy-tls-timeout',
    title: `The TLS handshake with the proxy ${at} got no answer within ${time}`,
    explanation: `${named(evidence)} is spoken to by TLS, because its address begins with https://. It accepted the connection, and nothing came back to our TLS greeting. The WebSocket server was not asked.`,
    likelyCauses: [
      {
        cause: 'The proxy does not speak TLS on this port, and waits for more',
        because: 'A TLS server answers the greeting at once, and most proxies are spoken to in plain text.',
      },
      { cause: 'The proxy is overloaded or stuck', because: 'Its system accepts connections without it.' },
    ],
    remedies: [{ title: `Write the proxy as http://${at}, if it is spoken to in plain text` }, withoutProxy, patience],
    section: 'RFC 8446 §4.1, RFC 9110 §9.3.6',
  };
}

/** Without a name it begins the sentence all the same. */
function named(evidence: Evidence): string {
  const name = proxyName(evidence);
  return name === 'the proxy' ? 'The proxy' : name;
}
