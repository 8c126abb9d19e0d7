// Certificates as openssl makes them, for one test run: an authority, intermediate ones, and what they sign.
import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../.scripts/temporaryFolder.mts';

export interface Certificate {
  readonly name: string;
  /** PEM files: the certificate alone, with all above it but the root, and its key. */
  readonly file: string;
  readonly chainFile: string;
  readonly keyFile: string;
  /** PEM texts of the same. */
  readonly pem: string;
  readonly chain: string;
  readonly key: string;
  /** It signed itself. */
  readonly root: boolean;
}

interface Wish {
  /** The common name. */
  readonly name: string;
  /** As openssl writes them: `DNS:localhost`, `IP:127.0.0.1`. Those of loopback when absent. */
  readonly altNames?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  /** Signs itself when absent. */
  readonly issuer?: Certificate;
  /** May sign others. */
  readonly authority?: true;
}

export interface Certificates {
  make(wish: Wish): Certificate;
  /** The certificate and its key in one PKCS#12 file. */
  pkcs12(certificate: Certificate, passphrase: string): string;
  /** The key in a PEM file that wants a passphrase. */
  locked(certificate: Certificate, passphrase: string): string;
  dispose(): void;
}

export const DAY = 86_400_000;

/** `openssl ca` keeps a list of what it signed and takes exact dates, which `openssl x509` cannot do before OpenSSL 3.4. */
const config = `
[ca]
default_ca = it
[it]
database = index.txt
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
rand_serial = yes
[any]
commonName = supplied
[req]
distinguished_name = empty
[empty]
`;

const openSslTime = (date: Date): string => `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;

export function certificates(openssl: string): Certificates {
  const folder = temporaryFolder('certificates');
  // Programs that gave up the rights of root read them.
  chmodSync(folder.path, 0o755);
  const at = (file: string): string => join(folder.path, file);
  const run = (...args: readonly string[]): void => {
    execFileSync(openssl, args, { cwd: folder.path, stdio: 'pipe' });
  };
  writeFileSync(at('openssl.cnf'), config);
  writeFileSync(at('index.txt'), '');
  let count = 0;

  const make = ({ name, altNames = ['DNS:localhost', 'IP:127.0.0.1'], from, to, issuer, authority }: Wish) => {
    const id = `${++count}`;
    const [file, chainFile, keyFile] = [at(`${id}.pem`), at(`${id}-chain.pem`), at(`${id}.key`)];
    run(
      ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', keyFile, '-out', at('request.pem'), '-subj', `/CN=${name}`, '-config', 'openssl.cnf'],
    );
    const extensions = [
      `basicConstraints = critical, CA:${authority === true ? 'TRUE' : 'FALSE'}`,
      'subjectKeyIdentifier = hash',
      ...(authority === true ? ['keyUsage = critical, keyCertSign, cRLSign'] : []),
      ...(authority === true || altNames.length === 0 ? [] : [`subjectAltName = ${altNames.join(', ')}`]),
    ];
    writeFileSync(at('extensions.cnf'), extensions.join('\n'));
    run(
      ...['ca', '-batch', '-notext', '-config', 'openssl.cnf', '-extfile', 'extensions.cnf', '-in', 'request.pem'],
      ...['-startdate', openSslTime(from ?? new Date(Date.now() - DAY))],
      ...['-enddate', openSslTime(to ?? new Date(Date.now() + 30 * DAY))],
      ...(issuer === undefined ? ['-selfsign'] : ['-cert', issuer.file]),
      ...['-keyfile', issuer?.keyFile ?? keyFile, '-out', file],
    );
    const pem = readFileSync(file, 'utf8');
    const chain = issuer === undefined || issuer.root ? pem : pem + issuer.chain;
    writeFileSync(chainFile, chain);
    chmodSync(keyFile, 0o644);
    const key = readFileSync(keyFile, 'utf8');
    return { name, file, chainFile, keyFile, pem, chain, key, root: issuer === undefined };
  };
  return {
    make,
    pkcs12(certificate, passphrase) {
      const file = at(`${++count}.p12`);
      const inputs = ['-in', certificate.chainFile, '-inkey', certificate.keyFile];
      run('pkcs12', '-export', ...inputs, '-out', file, '-passout', `pass:${passphrase}`);
      return file;
    },
    locked(certificate, passphrase) {
      const file = at(`${++count}-locked.key`);
      run('pkey', '-in', certificate.keyFile, '-out', file, '-aes256', '-passout', `pass:${passphrase}`);
      return file;
    },
    dispose: () => folder.dispose(),
  };
}
