import { failureText, phasesNamed } from '../../phases.ts';
import { phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { targetOf } from '../../target.ts';
import { duration, systemWords } from '../../wording.ts';
import { askAuthority, noneGiven, refusedQuietly } from './clientCertificate.ts';
import { protocolVersion } from './tlsAlert.ts';

const tooOld =
  /ERR_SSL_(UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|VERSION_TOO_LOW|WRONG_SSL_VERSION)|unsupported protocol|version too low/i;
const weak = /ERR_SSL_(DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK|UNSAFE_LEGACY_RENEGOTIATION_DISABLED)/;
const cut = new Set(['TLS_CLOSED', 'ECONNRESET', 'EPIPE', 'ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'ECONNABORTED']);

/** TLS did not come about and no alert says why. */
export const tlsFailed: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure?.stage !== 'tls') return undefined;
  const { host, port, authority } = targetOf(evidence);
  const phases = phasesNamed(evidence, 'tls');
  const quotes = phases.map(phaseQuote);
  if (tooOld.test(failureText(evidence))) {
    return { stage: 'tls', evidence: quotes, ...protocolVersion(failure.code, evidence.asked) };
  }
  const last = phases.at(-1);
  const after = last === undefined ? '' : ` after ${duration(last.durationMs)}`;
  if (cut.has(failure.code)) {
    return {
      stage: 'tls',
      cause: 'tls-closed',
      title: `The server closed the connection during the TLS handshake`,
      explanation: `TCP to ${authority} was fine, but the connection ended${after} in the middle of the TLS handshake, without an alert that would say why (${failure.code}).`,
      evidence: quotes,
      likelyCauses: [
        ...(evidence.asked.clientCertificate === undefined ? [] : [refusedQuietly]),
        {
          cause: 'The port does not speak TLS, and closes on bytes it does not know',
          because: `What listens on port ${port} gave no reason, as a TLS server should by an alert.`,
        },
        {
          cause: 'The server or a firewall refuses the host name',
          because:
            last?.servername === ''
              ? 'We named no host in the handshake (SNI), for an address has none.'
              : `We named "${last?.servername ?? host}" in the handshake (SNI).`,
        },
        { cause: 'A TCP load balancer has no server behind it', because: 'It accepts a connection, then drops it.' },
        ...(evidence.asked.clientCertificate === undefined ? [noneGiven] : []),
      ],
      remedies: [
        ...(evidence.asked.clientCertificate === undefined ? [] : [askAuthority]),
        { title: `Check that port ${port} is the TLS port of ${host}` },
        { title: 'Try ws:// to see what the port speaks' },
      ],
      section: 'RFC 8446 §6.1',
    };
  }
  return {
    stage: 'tls',
    cause: weak.test(failureText(evidence)) ? 'tls-too-weak' : 'tls-failed',
    title: weak.test(failureText(evidence))
      ? `The encryption that ${host} offers is too weak`
      : `The TLS handshake with ${host} failed`,
    explanation: `TCP to ${authority} was fine, but TLS ended${after} with ${failure.code}: ${systemWords(failure.message)}.`,
    evidence: quotes,
    likelyCauses: [],
    remedies: [
      { title: `Examine the server in a terminal: openssl s_client -connect ${authority} -servername ${host}` },
    ],
    section: 'RFC 8446 §4',
  };
};
