import { X509Certificate, createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import { LruCache } from '../../base/lruCache.ts';
import type { TlsOptions } from '../../profiles/connectionOptions.ts';
import { AttemptFailure, errorCode, errorMessage } from '../attemptFailure.ts';

/** What is trusted besides a connection's own `tls.ca`. */
export interface Trust {
  /** PEM files. */
  readonly ca?: readonly string[];
  /** The system's store; true when absent. */
  readonly systemCertificates?: boolean;
}

/** The files that the options name, read. */
interface TlsFiles {
  readonly ca: readonly string[];
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly pfx: Buffer | undefined;
}

async function readFiles(options: TlsOptions, trust: Trust): Promise<TlsFiles> {
  const [ca, cert, key, pfx] = await Promise.all([
    Promise.all([...(trust.ca ?? []), ...(options.ca ?? [])].map((entry) => pem('ca', entry))),
    options.cert === undefined ? undefined : pem('cert', options.cert),
    options.key === undefined ? undefined : pem('key', options.key),
    options.pfx === undefined ? undefined : readOr('pfx', options.pfx),
  ]);
  return { ca, cert, key, pfx };
}

/** A PEM text stands for itself, anything else names a file. */
async function pem(option: 'ca' | 'cert' | 'key', entry: string): Promise<string> {
  return entry.includes('-----BEGIN ') ? entry : (await readOr(option, entry)).toString('utf8');
}

async function readOr(option: 'ca' | 'cert' | 'key' | 'pfx', file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const message = `The file named by tls.${option} cannot be read (${errorCode(error)}): ${errorMessage(error)}`;
    throw new AttemptFailure({ stage: 'tls', code: `${option.toUpperCase()}_FILE_UNREADABLE`, message }, error);
  }
}

/** One of the certificates in the text is no authority of its own making. */
function holdsIssued(pemText: string): boolean {
  const certificates = pemText.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^]*?-----END [^\n]*/g) ?? [];
  return certificates.some((text) => {
    try {
      const certificate = new X509Certificate(text);
      return !certificate.checkIssued(certificate);
    } catch {
      // Making the context says what is wrong with it.
      return false;
    }
  });
}

const roots = new Map<boolean, string[]>();

/** Node's own roots, those of NODE_EXTRA_CA_CERTS and, if wanted, the system's store; PEM texts. */
function standardRoots(system: boolean): string[] {
  // Reading the system's store takes tens of milliseconds: once is enough.
  const known = roots.get(system) ?? [
    ...new Set([...tls.getCACertificates('default'), ...(system ? tls.getCACertificates('system') : [])]),
  ];
  roots.set(system, known);
  return known;
}

/** A context holds hundreds of parsed certificates, which takes as long as the rest of the handshake: some are kept. */
const CONTEXTS_KEPT = 8;
const contexts = new LruCache<string, tls.SecureContext>(CONTEXTS_KEPT);

/** Everything of TLS that is the same for every connection with these options. Throws `AttemptFailure` for files that are no good. */
export async function secureContext(options: TlsOptions, trust: Trust): Promise<tls.SecureContext> {
  const { ca, cert, key, pfx } = await readFiles(options, trust);
  const { minVersion, maxVersion, passphrase } = options;
  const system = trust.systemCertificates ?? true;
  // OpenSSL's default security level has no cipher left for the old versions.
  const old = minVersion === 'TLSv1' || minVersion === 'TLSv1.1';
  const ciphers = options.ciphers ?? (old ? 'DEFAULT@SECLEVEL=0' : undefined);
  const told = [ca, cert, key, pfx?.toString('base64'), passphrase, minVersion, maxVersion, ciphers, system];
  const id = createHash('sha256').update(JSON.stringify(told)).digest('base64');
  const known = contexts.get(id);
  if (known !== undefined) return known;
  try {
    const made = tls.createSecureContext({
      ca: [...standardRoots(system), ...ca],
      // A server's own certificate that the user named is trusted as it is, whoever issued it.
      ...(ca.some(holdsIssued) ? { allowPartialTrustChain: true } : {}),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(pfx === undefined ? {} : { pfx }),
      ...(passphrase === undefined ? {} : { passphrase }),
      minVersion: minVersion ?? 'TLSv1.2',
      maxVersion: maxVersion ?? 'TLSv1.3',
      ...(ciphers === undefined ? {} : { ciphers }),
    });
    contexts.set(id, made);
    return made;
  } catch (error) {
    // Thrown for a key that is none or belongs to another certificate, a wrong passphrase, a cipher list without a cipher.
    const code = errorCode(error);
    throw new AttemptFailure({ stage: 'tls', code, message: errorMessage(error) }, error);
  }
}
