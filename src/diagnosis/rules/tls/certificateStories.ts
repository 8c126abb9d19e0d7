import { commonName, daysBetween, namesOf } from '../../certificateNames.ts';
import type { Diagnosis, LikelyCause, Remedy } from '../../diagnosis.ts';
import type { CertificateSummary, Evidence } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { isLoopback, targetOf, withUrl } from '../../target.ts';
import { count, day, listing } from '../../wording.ts';

export type CertificateFault =
  'expired' | 'not-yet-valid' | 'self-signed' | 'unknown-issuer' | 'wrong-host' | 'revoked' | 'other';

/** When the attempt began, in milliseconds since the Unix epoch. */
export const nowOf = (evidence: Evidence): number | undefined =>
  evidence.startedAt === undefined ? undefined : evidence.startedAt / 1000;

const trustAnyway: Remedy = {
  title: 'Connect without verifying the certificate (only where you trust the network)',
  change: { kind: 'verify-tls', on: false },
};

/** The certificate at that place of the chain, trusted by one click; what it means is said with it. */
function trustShown(evidence: Evidence, shown: CertificateSummary | undefined, index: number): Remedy[] {
  const certificate = evidence.presented?.[index];
  if (shown === undefined || certificate === undefined) return [];
  const authority = index > 0;
  const print = shown.fingerprint256.split(':').slice(0, 8).join(':');
  return [
    {
      title: `Trust ${authority ? 'the authority' : 'the certificate'} "${commonName(shown.subject)}" for this connection`,
      change: { kind: 'trust', certificate },
    },
    {
      title: `Before you trust it, compare its fingerprint (SHA-256 ${print}…) with the one that whoever runs the server names: whoever holds its key can pose as ${authority ? 'any server to this connection' : 'this server'}`,
    },
  ];
}

/** The name that the certificate had to be for: the URL's host, unless the options name another. */
export function verifiedName(evidence: Evidence): string {
  return phasesNamed(evidence, 'tls').at(-1)?.verifiedName ?? targetOf(evidence).host;
}

type Told = Omit<Diagnosis, 'stage' | 'evidence'>;

/** What is told of one fault of the chain, leaf first. */
export function certificateStory(
  fault: CertificateFault,
  code: string,
  evidence: Evidence,
  chain: readonly CertificateSummary[],
): Told {
  const host = verifiedName(evidence);
  const now = nowOf(evidence);
  // The fault may be an intermediate certificate's: the one outside its dates is named.
  const outside =
    now === undefined
      ? undefined
      : chain.find((one) => Date.parse(one.validTo) < now || Date.parse(one.validFrom) > now);
  const leaf = chain[0];
  const dated = outside ?? leaf;
  const name = leaf === undefined ? host : commonName(leaf.subject);
  switch (fault) {
    case 'expired':
      return expired(dated === undefined ? host : commonName(dated.subject), dated, now, host);
    case 'not-yet-valid':
      return {
        cause: 'certificate-not-yet-valid',
        title: `The certificate of ${host} is not valid yet`,
        explanation:
          dated === undefined || now === undefined
            ? 'Its validity begins in the future.'
            : `The certificate "${commonName(dated.subject)}" is valid from ${day(dated.validFrom)}, in ${count(daysBetween(now, Date.parse(dated.validFrom)), 'day')}; by the clock of this machine it is ${day(new Date(now).toISOString())}.`,
        likelyCauses: [
          {
            cause: 'The clock of this machine is slow',
            because: 'Certificates are rarely handed out before their time.',
          },
          { cause: 'The server got a certificate for later by mistake', because: 'Its first day has not come.' },
        ],
        remedies: [{ title: 'Check date and time of this machine' }, trustAnyway],
        section: 'RFC 5280 §4.1.2.5',
      };
    case 'self-signed':
      return {
        cause: 'certificate-self-signed',
        title: `${host} uses a self-signed certificate`,
        explanation: `The certificate "${name}" is signed by itself, so nobody that this machine trusts vouches for it. That is usual for a development server, and wrong for a public one.`,
        likelyCauses: [likelyDevelopment(host, name)],
        remedies: [
          ...trustShown(evidence, leaf, 0),
          { title: 'Or save the certificate as a PEM file and name it as a trusted CA of this connection' },
          trustAnyway,
        ],
        section: 'RFC 5280 §6.1',
      };
    case 'unknown-issuer':
      return unknownIssuer(code, host, chain, evidence);
    case 'wrong-host':
      return wrongHost(evidence, leaf);
    case 'revoked':
      return {
        cause: 'certificate-revoked',
        title: `The certificate of ${host} was revoked`,
        explanation: `Its issuer ${leaf === undefined ? '' : `"${commonName(leaf.issuer)}" `}declared the certificate "${name}" void, as is done when its key was stolen.`,
        likelyCauses: [
          { cause: 'The server was not given the replacement', because: 'The certificate it shows is void.' },
        ],
        remedies: [{ title: 'Install the new certificate on the server' }],
        section: 'RFC 5280 §5',
      };
    case 'other':
      return {
        cause: 'certificate-not-usable',
        title: `The certificate of ${host} cannot be used`,
        explanation: `Verifying "${name}" ended with ${code}${evidence.failure === undefined ? '' : `: ${evidence.failure.message}`}.`,
        likelyCauses: [
          { cause: 'The certificate was made for another purpose, or badly', because: `OpenSSL says ${code}.` },
        ],
        remedies: [{ title: 'Have the server’s certificate issued anew' }, trustAnyway],
        section: 'RFC 5280 §6.1',
      };
  }
}

function likelyDevelopment(host: string, name: string): LikelyCause {
  return isLoopback(host)
    ? { cause: 'A development server with a certificate of its own', because: `${host} is this machine.` }
    : { cause: 'The server was set up with a placeholder certificate', because: `It names itself "${name}".` };
}

function expired(
  name: string,
  certificate: CertificateSummary | undefined,
  now: number | undefined,
  host: string,
): Told {
  const days =
    certificate === undefined || now === undefined ? undefined : daysBetween(Date.parse(certificate.validTo), now);
  const on = certificate === undefined ? '' : ` on ${day(certificate.validTo)}`;
  return {
    cause: 'certificate-expired',
    title: `The certificate of ${host} expired${days === undefined ? '' : ` ${count(days, 'day')} ago`}${on === '' ? '' : ` (${on.slice(4)})`}`,
    explanation: `The certificate "${name}" ended${on}${days === undefined ? '' : `, ${count(days, 'day')} before this attempt`}. Clients refuse it since then.`,
    likelyCauses: [
      {
        cause: 'Its renewal failed, or the server was not reloaded after it',
        because: 'That is by far the most frequent reason.',
      },
      ...(days !== undefined && days > 3000
        ? []
        : [{ cause: 'The clock of this machine is fast', because: 'Dates are compared with the local clock.' }]),
    ],
    remedies: [{ title: 'Renew the certificate on the server and reload it' }, trustAnyway],
    section: 'RFC 5280 §4.1.2.5',
  };
}

function unknownIssuer(code: string, host: string, chain: readonly CertificateSummary[], evidence: Evidence): Told {
  const last = chain.at(-1);
  const issuer = last === undefined ? 'an unknown issuer' : `"${commonName(last.issuer)}"`;
  const leafOnly = chain.length === 1 && code !== 'SELF_SIGNED_CERT_IN_CHAIN';
  return {
    cause: 'certificate-unknown-issuer',
    title: `The certificate of ${host} comes from an issuer that is not trusted here: ${issuer.replaceAll('"', '')}`,
    explanation:
      `The chain of ${count(chain.length, 'certificate')} that the server sent leads to ${issuer}, which is not among the authorities that this machine trusts (${code}).` +
      (leafOnly ? ' The server sent its own certificate only, without the intermediate one above it.' : ''),
    likelyCauses: [
      {
        cause: 'A private authority, of a company or of a tool such as mkcert, that this machine does not know',
        because: `${issuer} is not in the system’s store of authorities.`,
      },
      ...(leafOnly
        ? [
            {
              cause: 'The server does not send its intermediate certificate',
              because: 'Only one certificate came; browsers fetch the missing one, programs do not.',
            },
          ]
        : []),
      {
        cause: 'A proxy or virus scanner reads along with a certificate of its own',
        because: 'Such programs replace the chain by one of their own.',
      },
    ],
    remedies: [
      ...trustShown(evidence, last, chain.length - 1),
      { title: `Name the PEM file of ${issuer.replaceAll('"', '')} as the trusted CA of this connection` },
      ...(leafOnly
        ? [{ title: 'Have the server send the full chain (nginx: ssl_certificate with fullchain.pem)' }]
        : []),
      trustAnyway,
    ],
    section: 'RFC 5280 §6.1',
  };
}

/** RFC 9525 §6.3: names are looked for in subjectAltName alone, since a common name may be anything. */
function noNames(host: string, leaf: CertificateSummary): Told {
  const name = commonName(leaf.subject);
  const same = name.toLowerCase() === host.toLowerCase();
  return {
    cause: 'certificate-wrong-host',
    title: `The certificate names no host: it has no subjectAltName, you asked for ${host}`,
    explanation: `The server's certificate has only the common name "${name}"${same ? ', which is the host you asked for, but' : '. That'} does not count any more: RFC 9525 has hosts looked for in subjectAltName alone, and browsers do the same.`,
    likelyCauses: [
      {
        cause: 'The certificate was made by hand, or by an old tool, without subjectAltName',
        because: 'Public authorities put the names there in every certificate.',
      },
    ],
    remedies: [
      {
        title: `Have the certificate issued anew with subjectAltName ${/^[\d.]+$|:/.test(host) ? 'IP' : 'DNS'}:${host} (openssl req -addext)`,
      },
      trustAnyway,
    ],
    section: 'RFC 9525 §6.3',
  };
}

function wrongHost(evidence: Evidence, leaf: CertificateSummary | undefined): Told {
  const host = verifiedName(evidence);
  if (leaf !== undefined && leaf.altNames.length === 0) return noNames(host, leaf);
  const names = leaf === undefined ? [] : namesOf(leaf);
  const shown = names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : listing(names);
  const other = names.find((name) => !name.startsWith('*'));
  const address = /^[\d.]+$|:/.test(host);
  return {
    cause: 'certificate-wrong-host',
    title: `The certificate is for ${shown === '' ? 'another host' : shown}, you asked for ${host}`,
    explanation:
      `The server's certificate does not name ${host}${shown === '' ? '' : `; the names in it are ${shown}`}. ` +
      (address
        ? 'You asked by IP address, and few certificates name one.'
        : 'It may be the certificate of another site on the same machine.'),
    likelyCauses: [
      address
        ? {
            cause: 'The server is meant to be asked by name',
            because: `${host} is an address and the certificate names hosts.`,
          }
        : {
            cause: 'The server shows the certificate of its default site',
            because: `It has none for ${host}, or SNI is not set up for it.`,
          },
      { cause: 'The name leads to the wrong machine', because: 'Another server answers under that address.' },
    ],
    remedies: [
      ...(other === undefined
        ? []
        : [
            {
              title: `Connect to ${other}, the name in the certificate`,
              change: { kind: 'url' as const, url: withUrl(evidence, (parsed) => void (parsed.hostname = other)) },
            },
          ]),
      ...(other === undefined
        ? []
        : [
            {
              title: `Keep this address, and verify the certificate for ${other}`,
              change: { kind: 'option' as const, path: 'tls.verifyHost', value: other },
            },
          ]),
      { title: `Have the certificate issued for ${host} too` },
      trustAnyway,
    ],
    section: 'RFC 9525 §6, RFC 9110 §4.3.4',
  };
}
