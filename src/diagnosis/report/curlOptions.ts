import type { AskedWay } from './reportedHandshake.ts';

/** A word of a command: as it is, to be quoted, or bash's own. */
type CurlWord = string | { readonly bash: string };
export type CurlOption = readonly CurlWord[];

/** The options that lead curl the way that was asked for, as far as the wire does not show it. Passphrases are masked. */
export function wayOptions({ addressFamily, localAddress, localPort }: AskedWay): readonly CurlOption[] {
  return [
    ...(addressFamily === undefined ? [] : [[addressFamily === 'ipv4' ? '-4' : '-6']]),
    ...(localAddress === undefined ? [] : [['--interface', localAddress]]),
    ...(localPort === undefined ? [] : [['--local-port', String(localPort)]]),
  ];
}

/** The same for TLS with the server. */
export function tlsOptions({ tls }: AskedWay, quote: (word: string) => string): readonly CurlOption[] {
  if (tls === undefined) return [];
  const { verify, ca = [], cert, key, pfx, passphrase = false, minVersion, maxVersion, ciphers = '' } = tls;
  const suites = ciphers.split(':').filter((name) => name !== '');
  const modern = suites.filter((name) => name.startsWith('TLS_'));
  const older = suites.filter((name) => !name.startsWith('TLS_'));
  return [
    ...(verify ? [] : [['--insecure']]),
    ...authorities(ca, quote),
    ...(cert === undefined ? [] : [['--cert', certificatePath(cert)]]),
    ...(key === undefined ? [] : [['--key', key]]),
    ...(pfx === undefined
      ? []
      : [
          ['--cert', certificatePath(pfx)],
          ['--cert-type', 'P12'],
        ]),
    ...(passphrase ? [['--pass', '•••']] : []),
    ...(minVersion === undefined ? [] : [[`--tlsv${numberOf(minVersion)}`]]),
    ...(maxVersion === undefined ? [] : [['--tls-max', numberOf(maxVersion)]]),
    ...(older.length === 0 ? [] : [['--ciphers', older.join(':')]]),
    ...(modern.length === 0 ? [] : [['--tls13-ciphers', modern.join(':')]]),
  ];
}

/** curl takes one file, and its last one counts: several are put together. */
function authorities(files: readonly string[], quote: (word: string) => string): readonly CurlOption[] {
  const [file] = files;
  if (file === undefined) return [];
  if (files.length === 1) return [['--cacert', file]];
  return [['--cacert', { bash: `<(cat -- ${files.map(quote).join(' ')})` }]];
}

/** What follows a colon would be read as the passphrase. */
const certificatePath = (file: string): string => file.replace(/[\\:]/g, '\\$&');

/** `TLSv1.2` as `1.2`, `TLSv1` as `1.0`. */
const numberOf = (version: string): string => {
  const number = version.replace(/^TLSv/, '');
  return number === '1' ? '1.0' : number;
};
