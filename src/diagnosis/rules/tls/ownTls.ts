import type { Diagnosis, Remedy } from '../../diagnosis.ts';
import type { Evidence } from '../../evidence.ts';
import { phasesNamed } from '../../phases.ts';
import { optionsQuote, phaseQuote } from '../../quotes.ts';
import type { Rule } from '../../rule.ts';
import { systemWords } from '../../wording.ts';

/**
 * What we brought for TLS ourselves is no good: a file, its passphrase, a list of ciphers. OpenSSL says so while it makes the
 * handshake ready, so the server had no part in it.
 */
export const ownTls: Rule = (evidence) => {
  const { failure } = evidence;
  if (failure === undefined || !isTls(evidence)) return undefined;
  const told = tell(failure.code, failure.message, evidence);
  return told === undefined ? undefined : { stage: 'tls', likelyCauses: [], ...told };
};

/** A proxy that is spoken to by TLS is given the same authorities as the server. */
function isTls(evidence: Evidence): boolean {
  if (evidence.failure?.code === 'KEY_LOG_UNWRITABLE') return true;
  const stage = evidence.failure?.stage;
  return stage === 'tls' || (stage === 'proxy' && phasesNamed(evidence, 'tls').at(-1)?.ok === false);
}

type Told = Omit<Diagnosis, 'stage' | 'likelyCauses'> & Partial<Pick<Diagnosis, 'likelyCauses'>>;

interface Fault {
  /** The words of OpenSSL and Node for it; a code is not always there. */
  readonly words: RegExp;
  readonly told: (evidence: Evidence, said: string) => Told;
  /** They may be about the server's certificate too, so that one of ours has to be there. */
  readonly onlyWithOurs?: true;
}

const faults: readonly Fault[] = [
  {
    words: /mac verify failure|bad[ _]decrypt|bad[ _]password|interrupted[ _]or[ _]cancelled|missing[ _]passphrase/i,
    told: passphrase,
  },
  { words: /key[ _]values[ _]mismatch|key[ _]type[ _]mismatch/i, told: mismatch },
  { words: /unsupported PKCS12/i, told: oldPkcs12 },
  { words: /ERR_OSSL_PEM/, told: unusable },
  {
    words: /ERR_OSSL_(ASN1|UNSUPPORTED)|^UNKNOWN.*(not enough data|wrong tag|too long)|unable to load (pfx|bio)/i,
    told: unusable,
    onlyWithOurs: true,
  },
  { words: /ERR_SSL_(EE_KEY_TOO_SMALL|CA_MD_TOO_WEAK|CA_KEY_TOO_SMALL)/, told: weak, onlyWithOurs: true },
  { words: /no[ _]cipher[ _]match/i, told: ciphers },
  { words: /ERR_TLS_(INVALID_PROTOCOL_VERSION|PROTOCOL_VERSION_CONFLICT)|NO_PROTOCOLS_AVAILABLE/i, told: versions },
];

function tell(code: string, message: string, evidence: Evidence): Told | undefined {
  const file = /^(CA|CERT|KEY|PFX)_FILE_UNREADABLE$/.exec(code)?.[1]?.toLowerCase();
  if (file !== undefined) return unreadable(file, message);
  if (code === 'KEY_LOG_UNWRITABLE') return unwritable(message);
  const said = `${code} ${systemWords(message)}`;
  const ours = evidence.asked.clientCertificate !== undefined;
  return faults
    .find(({ words, onlyWithOurs }) => words.test(said) && (ours || onlyWithOurs !== true))
    ?.told(evidence, said);
}

const nothingSent = 'Nothing was said to the server.';

function quotes(evidence: Evidence, option: string) {
  return [...phasesNamed(evidence, 'tls').map(phaseQuote), optionsQuote(option)];
}

const usesPfx = ({ asked }: Evidence, said: string): boolean =>
  asked.clientCertificate === 'pfx' || (asked.clientCertificate === undefined && /mac verify|pkcs12|pfx/i.test(said));

/** The file that the passphrase belongs to, for sentences and for a terminal. */
function keyFile(evidence: Evidence, said: string): { readonly option: string; readonly check: Remedy } {
  return usesPfx(evidence, said)
    ? { option: 'tls.pfx', check: { title: 'Try the passphrase in a terminal: openssl pkcs12 -info -noout -in FILE' } }
    : { option: 'tls.key', check: { title: 'Try the passphrase in a terminal: openssl pkey -noout -in FILE' } };
}

function passphrase(evidence: Evidence, said: string): Told {
  const { option, check } = keyFile(evidence, said);
  const given = evidence.asked.passphrase === true;
  return {
    cause: given ? 'tls-passphrase-wrong' : 'tls-passphrase-missing',
    title: given
      ? `The passphrase does not open the file of ${option}`
      : `The file of ${option} is encrypted, and no passphrase was given`,
    explanation: `The private key of our client certificate could not be decrypted (${said.replace(/^UNKNOWN /, '')})${given ? ' with the passphrase of the option tls.passphrase' : ', because the option tls.passphrase is empty'}. This is about our own file: the TLS handshake was not begun. ${nothingSent}`,
    evidence: quotes(evidence, `${option}, tls.passphrase: ${given ? 'given' : 'none'}`),
    likelyCauses: [
      given
        ? { cause: 'The passphrase is wrong, or belongs to another file', because: 'It does not decrypt this one.' }
        : { cause: 'The passphrase of the file has to be given too', because: 'The key in it is encrypted.' },
    ],
    remedies: [
      { title: given ? 'Correct the passphrase (tls.passphrase)' : 'Enter the passphrase (tls.passphrase)' },
      check,
    ],
    section: 'RFC 8446 §4.4.2',
  };
}

function mismatch(evidence: Evidence): Told {
  return {
    cause: 'tls-key-mismatch',
    title: 'The private key (tls.key) does not belong to the client certificate (tls.cert)',
    explanation: `The certificate holds another public key than the one that goes with our private key. The TLS handshake was not begun. ${nothingSent}`,
    evidence: quotes(evidence, 'tls.cert and tls.key'),
    likelyCauses: [
      {
        cause: 'One of the two files is of another certificate, or of an older one',
        because: 'A renewed certificate often comes with a new key.',
      },
      {
        cause: 'The file of tls.cert begins with another certificate than our own',
        because: 'Its first one has to be ours; those above it follow.',
      },
    ],
    remedies: [
      { title: 'Name the key that the certificate was made for' },
      {
        title:
          'Compare the two in a terminal: openssl x509 -noout -pubkey -in CERT and openssl pkey -pubout -in KEY print the same key',
      },
    ],
    section: 'RFC 8446 §4.4.3',
  };
}

function oldPkcs12(evidence: Evidence): Told {
  return {
    cause: 'tls-file-unusable',
    title: 'The PKCS#12 file (tls.pfx) is encrypted in a way that is out of use',
    explanation: `OpenSSL 3 does not open files with RC2 or 40-bit ciphers any more, as old Windows and Java tools write them. The TLS handshake was not begun. ${nothingSent}`,
    evidence: quotes(evidence, 'tls.pfx'),
    remedies: [
      {
        title:
          'Write the file anew: openssl pkcs12 -legacy -in OLD -nodes -out all.pem, then openssl pkcs12 -export -in all.pem -out NEW',
      },
    ],
    section: 'RFC 7292 §4',
  };
}

function unusable(evidence: Evidence, said: string): Told {
  const pfx = usesPfx(evidence, said);
  const option = pfx ? 'tls.pfx' : /DECODER|ERR_OSSL_UNSUPPORTED/.test(said) ? 'tls.key' : 'tls.cert or tls.key';
  return {
    cause: 'tls-file-unusable',
    title: `The file of ${option} does not hold what it should`,
    explanation: `OpenSSL could not read it (${said.replace(/^UNKNOWN /, '')}): ${pfx ? 'tls.pfx wants a PKCS#12 file, which is binary' : 'tls.cert wants a certificate and tls.key a private key, both as PEM text'}. The TLS handshake was not begun. ${nothingSent}`,
    evidence: quotes(evidence, option),
    likelyCauses: pfx
      ? [{ cause: 'It is a PEM file', because: 'Those belong into tls.cert and tls.key.' }]
      : [
          { cause: 'Certificate and key were swapped', because: 'Each of the two options takes only its own kind.' },
          { cause: 'The file is binary (DER or PKCS#12)', because: 'PEM text begins with "-----BEGIN".' },
        ],
    remedies: [
      { title: `Look at the first line of the file, and correct ${option} in the options of this connection` },
    ],
    section: pfx ? 'RFC 7292 §4' : 'RFC 7468 §5, §10',
  };
}

function weak(evidence: Evidence, said: string): Told {
  return {
    cause: 'tls-certificate-too-weak',
    title: 'Our client certificate is too weak for OpenSSL to use',
    explanation: `Its key is too short, or its signature is of a kind that is not safe any more (${said}). The TLS handshake was not begun. ${nothingSent}`,
    evidence: quotes(evidence, evidence.asked.clientCertificate === 'pfx' ? 'tls.pfx' : 'tls.cert'),
    remedies: [
      { title: 'Have the client certificate issued anew, with a key of 2048 bits or more and SHA-256' },
      {
        title: 'For a test only: allow weak ones by the list of ciphers',
        change: { kind: 'option', path: 'tls.ciphers', value: 'DEFAULT@SECLEVEL=0' },
      },
    ],
    section: 'RFC 9325 §4.5',
  };
}

function ciphers(evidence: Evidence): Told {
  return {
    cause: 'tls-ciphers-unknown',
    title: 'The list of ciphers (tls.ciphers) names none that is known',
    explanation: `OpenSSL found no cipher suite by the list that was given. The TLS handshake was not begun. ${nothingSent}`,
    evidence: quotes(evidence, 'tls.ciphers'),
    likelyCauses: [
      {
        cause: 'The names are those of the RFCs',
        because: 'OpenSSL has its own, such as ECDHE-RSA-AES128-GCM-SHA256.',
      },
    ],
    remedies: [
      { title: 'Leave the option tls.ciphers empty', change: { kind: 'option', path: 'tls.ciphers', value: '' } },
      { title: 'List the names in a terminal: openssl ciphers -v' },
    ],
    section: 'RFC 8446 §4.1.2',
  };
}

function versions(evidence: Evidence, said: string): Told {
  return {
    cause: 'tls-versions-unusable',
    title: 'The allowed versions of TLS (tls.minVersion, tls.maxVersion) leave none',
    explanation: `By the options no version of TLS may be spoken that is known here (${said}). The TLS handshake was not begun. ${nothingSent}`,
    evidence: quotes(evidence, 'tls.minVersion and tls.maxVersion'),
    remedies: [{ title: 'Leave tls.minVersion and tls.maxVersion empty, for TLS 1.2 and 1.3' }],
    section: 'RFC 8446 §4.2.1',
  };
}

function unreadable(file: string, message: string): Told {
  return {
    cause: 'tls-file-unreadable',
    title: `The file for tls.${file} cannot be read`,
    explanation: `${message} The TLS handshake was not begun.`,
    evidence: [optionsQuote(message)],
    likelyCauses: [
      { cause: 'The path is wrong, or relative to another folder', because: 'The system could not open it.' },
    ],
    remedies: [{ title: `Correct tls.${file} in the options of this connection` }],
    section: 'RFC 8446 §4.4.2',
  };
}

function unwritable(message: string): Told {
  return {
    cause: 'tls-file-unwritable',
    title: 'The file for the keys of TLS (tls.keyLogFile) cannot be written',
    explanation: `${message} We ended the connection ourselves, for without the keys nobody could decrypt it later.`,
    evidence: [optionsQuote(message)],
    remedies: [
      { title: 'Name a file in a folder that may be written to' },
      { title: 'Leave tls.keyLogFile empty', change: { kind: 'option', path: 'tls.keyLogFile', value: '' } },
    ],
    section: 'RFC 8446 §7.1',
  };
}
