import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** An X.509 certificate and its key, made for one test run (RFC 5280); DER is written by hand since Node only reads it. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** The common name of the authority that only the system's store of the extension host under test has. */
export const SYSTEM_AUTHORITY = 'System Store Test Root';

export interface CertificateWish {
  readonly commonName: string;
  /** DNS names and IPv4 addresses. */
  readonly altNames?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** Left out: signs itself and may sign others. */
  readonly issuer?: Identity & { readonly commonName: string };
}

function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 128) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.from(content.length.toString(16).padStart(4, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x82]), length, content]);
}

const sequence = (...contents: readonly Uint8Array[]): Buffer => der(0x30, ...contents);
const oid = (bytes: string): Buffer => der(0x06, Buffer.from(bytes, 'hex'));
const bitString = (content: Uint8Array): Buffer => der(0x03, Uint8Array.of(0), content);

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

const named = (commonName: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));

/** UTCTime, good until 2049 (RFC 5280 §4.1.2.5.1). */
const time = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`));

const extension = (id: string, critical: boolean, value: Uint8Array): Buffer =>
  sequence(oid(id), ...(critical ? [der(0x01, Uint8Array.of(0xff))] : []), der(0x04, value));

const subjectAltName = (names: readonly string[]): Buffer =>
  extension(
    '551d11',
    false,
    sequence(
      ...names.map((name) =>
        isIPv4(name) ? der(0x87, Uint8Array.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name)),
      ),
    ),
  );

const basicConstraints = (isAuthority: boolean): Buffer =>
  extension('551d13', true, isAuthority ? sequence(der(0x01, Uint8Array.of(0xff))) : sequence());

let serial = 0x1000;

export function makeIdentity(wish: CertificateWish): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer: KeyObject = wish.issuer === undefined ? privateKey : createPrivateKey(wish.issuer.key);
  const year = 365 * 24 * 3600 * 1000;
  serial += 1;
  const body = sequence(
    der(0xa0, der(0x02, Uint8Array.of(2))),
    der(0x02, Uint8Array.of(serial >> 8, serial & 0xff)),
    ecdsaWithSha256,
    named(wish.issuer?.commonName ?? wish.commonName),
    sequence(time(wish.validFrom ?? new Date(Date.now() - year)), time(wish.validTo ?? new Date(Date.now() + year))),
    named(wish.commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        basicConstraints(wish.issuer === undefined),
        ...(wish.altNames === undefined ? [] : [subjectAltName(wish.altNames)]),
      ),
    ),
  );
  const whole = sequence(body, ecdsaWithSha256, bitString(sign('sha256', body, signer)));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}
