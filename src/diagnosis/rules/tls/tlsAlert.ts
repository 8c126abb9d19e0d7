import type { Diagnosis } from '../../diagnosis.ts';
import type { AskedFor, Evidence } from '../../evidence.ts';
import { failureText, phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { allowedVersions, versionWords } from '../../tlsVersions.ts';
import { systemWords } from '../../wording.ts';
import { askAuthority, giveCertificate } from './clientCertificate.ts';
import { tlsAlertName, tlsAlertNumber } from '../../tlsAlerts.ts';

/** The server ended TLS by an alert (RFC 8446 §6.2). In TLS 1.3 one about our certificate comes after the handshake seems done. */
export const tlsAlert: Rule = (evidence) => {
  if (evidence.failure === undefined || targetOf(evidence).scheme !== 'wss') return undefined;
  const number = tlsAlertNumber(failureText(evidence));
  if (number === undefined) return undefined;
  const alert = `TLS alert ${number} (${tlsAlertName(number)})`;
  return {
    stage: 'tls',
    evidence: [
      { text: `${alert}: ${systemWords(evidence.failure.message)}`, source: { kind: 'phase', name: 'tls' } },
      ...phasesNamed(evidence, 'tls').map(phaseQuote),
    ],
    ...tell(number, alert, evidence),
  };
};

type Told = Omit<Diagnosis, 'stage' | 'evidence'>;

function tell(number: number, alert: string, evidence: Evidence): Told {
  const { host } = targetOf(evidence);
  switch (number) {
    case 112:
      return {
        cause: 'tls-unknown-server-name',
        title: `The server does not know the host name ${host}`,
        explanation: `In the TLS handshake we named the host "${phasesNamed(evidence, 'tls').at(-1)?.servername ?? host}" (SNI), and the server answered with ${alert}: no site of that name is set up there.`,
        likelyCauses: [
          {
            cause: 'The name is not configured on the server or its load balancer',
            because: 'It refused exactly because of the name.',
          },
          { cause: 'The name leads to the wrong machine', because: 'Another server may answer under that address.' },
        ],
        remedies: [
          { title: `Set up ${host} on the server, with a certificate for it` },
          { title: 'Check the host name in the URL' },
        ],
        section: 'RFC 6066 §3',
      };
    case 116:
      return {
        cause: 'client-certificate-required',
        title: 'The server wants a client certificate',
        explanation: `The server ended TLS with ${alert}: it lets in only clients that show a certificate of their own, and we showed none. With TLS 1.3 this comes after the handshake looks finished.`,
        likelyCauses: [{ cause: 'The server uses mutual TLS', because: 'That alert has no other meaning.' }],
        remedies: [giveCertificate],
        section: 'RFC 8446 §4.4.2.4, §6.2',
      };
    case 42:
    case 43:
    case 44:
    case 45:
    case 46:
    case 48:
      return certificateComplaint(number, alert, evidence.asked.clientCertificate !== undefined);
    case 40:
    case 71:
      return {
        cause: 'tls-handshake-failure',
        title: 'The server and we found no common way to encrypt',
        explanation: `The server ended TLS with ${alert}. It shares no cipher suite, key group or signature algorithm with us, or it wanted a client certificate and got none, which TLS 1.2 servers say in the same way.`,
        likelyCauses: [
          {
            cause: 'The server wants a client certificate',
            because: 'No client certificate is a frequent reason for this alert in TLS 1.2.',
          },
          {
            cause: 'The server only offers ciphers that are switched off here for weakness',
            because: 'It found none of ours acceptable.',
          },
          {
            cause: 'The server has no certificate for this host name',
            because: 'Some servers answer an unknown name like this.',
          },
        ],
        remedies: [giveCertificate, { title: 'Turn on modern ciphers (ECDHE with AES-GCM or ChaCha20) in the server' }],
        section: 'RFC 8446 §6.2, RFC 5246 §7.2.2',
      };
    case 70:
      return protocolVersion(alert, evidence.asked);
    case 120:
      return {
        cause: 'tls-no-common-protocol',
        title: 'The server does not offer HTTP/1.1 on this port',
        explanation: `We offered HTTP/1.1 by ALPN, which a WebSocket handshake needs, and the server answered with ${alert}. It probably speaks HTTP/2 only.`,
        likelyCauses: [
          { cause: 'The server or load balancer is set to HTTP/2 only', because: 'It accepts no HTTP/1.1 by ALPN.' },
        ],
        remedies: [{ title: 'Allow HTTP/1.1 (ALPN "http/1.1") on the server' }],
        section: 'RFC 7301 §3.2',
      };
    default:
      return {
        cause: 'tls-alert',
        title: `The server ended TLS with the alert ${tlsAlertName(number)}`,
        explanation: `During the TLS handshake with ${host} the server sent ${alert}. What it disliked is not said beyond that; its log may tell.`,
        likelyCauses: [],
        remedies: [{ title: 'Look into the log of the server for this moment' }],
        section: 'RFC 8446 §6.2',
      };
  }
}

export function protocolVersion(alert: string, asked: AskedFor): Told {
  return asked.tlsVersions === undefined ? tooOld(alert) : noneAllowed(alert, asked);
}

/** The options say which versions there may be, so that they may be what stands in the way. */
function noneAllowed(alert: string, asked: AskedFor): Told {
  const allowed = versionWords(allowedVersions(asked));
  return {
    cause: 'tls-version-mismatch',
    title: `The server does not speak ${allowed}, and nothing else is allowed here`,
    explanation: `The options of the connection allow ${allowed} only, and no version was agreed on with the server (${alert}).`,
    likelyCauses: [
      {
        cause: 'The server wants a version that the options leave out',
        because: 'Without these options we offer TLS 1.2 and 1.3, which nearly every server takes one of.',
      },
    ],
    remedies: [
      { title: 'Allow other versions: change or remove the lowest and the highest TLS version in the options' },
      { title: `Turn on ${allowed} in the server` },
    ],
    section: 'RFC 8446 §4.2.1',
  };
}

function tooOld(alert: string): Told {
  return {
    cause: 'tls-version-mismatch',
    title: 'The server supports only versions of TLS that are too old',
    explanation: `We speak TLS 1.2 and 1.3; the server refused both (${alert}). Most likely it only knows TLS 1.0 or 1.1, which are withdrawn because they are unsafe.`,
    likelyCauses: [
      {
        cause: 'An old server or device that knows TLS 1.0 or 1.1 only',
        because: 'TLS 1.2 is the oldest version that clients still accept.',
      },
      {
        cause: 'The server demands TLS 1.3 and something on the way removes it',
        because: 'Some inspecting firewalls do.',
      },
    ],
    remedies: [{ title: 'Turn on TLS 1.2 or 1.3 in the server' }],
    section: 'RFC 8996 §2, RFC 8446 §4.2.1',
  };
}

const complaints: Readonly<Record<number, string>> = {
  44: 'was revoked',
  45: 'has expired',
  48: 'is signed by an authority that the server does not trust',
};

function certificateComplaint(number: number, alert: string, given: boolean): Told {
  const complaint = complaints[number] ?? (given ? 'was not acceptable' : 'was missing or not acceptable');
  return {
    cause: 'client-certificate-refused',
    title: given
      ? 'The server refused our client certificate'
      : 'The server refused our client certificate, or the lack of one',
    explanation: `The server ended TLS with ${alert}: the client certificate ${complaint}. This is about the certificate we show, not about the server's.`,
    likelyCauses: [
      given
        ? {
            cause: 'The certificate comes from another authority than the server expects, or is out of date',
            because: 'We gave one, and only servers that ask for a client certificate send this alert.',
          }
        : {
            cause: 'The server uses mutual TLS, and no suitable client certificate was given',
            because: 'Only servers that ask for a client certificate send this alert.',
          },
      { cause: 'A program that reads along sits in between', because: 'It may reject the certificate it sees.' },
    ],
    remedies: given ? [askAuthority] : [giveCertificate, askAuthority],
    section: 'RFC 8446 §6.2',
  };
}
