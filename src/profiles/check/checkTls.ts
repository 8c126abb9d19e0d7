import type { OptionProblem, TlsOptions, TlsVersion } from '../connectionOptions.ts';
import { isIpv4, isIpv6 } from '../hostPort.ts';

const versions: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

export function checkTls(tls: TlsOptions): readonly OptionProblem[] {
  const problem = (part: keyof TlsOptions, message: string): OptionProblem => ({ field: 'tls', part, message });
  const files = (['cert', 'key', 'pfx', 'keyLogFile'] as const).flatMap((part) => checkPath(part, tls[part]));
  const authorities = (tls.ca ?? []).flatMap((entry, index) => checkPath('ca', entry, index));
  return [
    ...authorities,
    ...files,
    ...(tls.cert !== undefined && tls.key === undefined
      ? [problem('cert', 'A client certificate needs its private key. Set "key" to its PEM file too.')]
      : []),
    ...(tls.key !== undefined && tls.cert === undefined
      ? [problem('key', 'A private key needs its client certificate. Set "cert" to its PEM file too.')]
      : []),
    ...(tls.pfx !== undefined && (tls.cert !== undefined || tls.key !== undefined)
      ? [problem('pfx', 'A PKCS#12 file holds certificate and key. Set either "pfx", or "cert" and "key".')]
      : []),
    ...(tls.passphrase !== undefined && tls.pfx === undefined && tls.key === undefined
      ? [problem('passphrase', 'There is nothing that the passphrase opens. Set "key" or "pfx", or remove it.')]
      : []),
    ...checkName('servername', tls.servername),
    ...checkName('verifyHost', tls.verifyHost),
    ...checkVersions(tls),
  ];
}

function checkPath(part: keyof TlsOptions, path: string | undefined, index?: number): readonly OptionProblem[] {
  if (path === undefined) return [];
  const place = { field: 'tls', part, ...(index === undefined ? {} : { index }) } as const;
  const nul = path.indexOf('\0');
  if (path.trim() === '') {
    const kind = part === 'pfx' ? 'a PKCS#12 file' : part === 'keyLogFile' ? 'a file' : 'a PEM file';
    return [{ ...place, message: `The path of "${part}" is empty. Name ${kind}, or remove it.` }];
  }
  if (nul < 0) return [];
  const message = `Character ${nul + 1} of the path of "${part}" is a NUL character. Remove it.`;
  return [{ ...place, offset: nul, message }];
}

/** RFC 6066 §3: a host name in ASCII, without a port; an address is not allowed in SNI, yet a certificate may be for one. */
function checkName(part: 'servername' | 'verifyHost', name: string | undefined): readonly OptionProblem[] {
  if (name === undefined) return [];
  if (isIpv4(name) || isIpv6(name)) {
    if (part === 'verifyHost') return [];
    const message = 'SNI carries host names only, no addresses (RFC 6066 §3). Use a name, or remove it.';
    return [{ field: 'tls', part, message }];
  }
  const offset = name.search(/[^\w.-]/);
  if (name !== '' && offset < 0) return [];
  const message =
    name === ''
      ? `"${part}" is empty. Use a name such as example.com, or remove it.`
      : `Character ${offset + 1} of "${part}" cannot stand in a host name. Use one such as example.com, without scheme and port.`;
  return [{ field: 'tls', part, ...(offset < 0 ? {} : { offset }), message }];
}

function checkVersions({ minVersion, maxVersion }: TlsOptions): readonly OptionProblem[] {
  if (minVersion === undefined && maxVersion === undefined) return [];
  const oldest = versions.indexOf(minVersion ?? 'TLSv1.2');
  const newest = versions.indexOf(maxVersion ?? 'TLSv1.3');
  if (oldest <= newest) return [];
  const [part, mend] =
    minVersion === undefined
      ? (['maxVersion', 'Set "minVersion" to it as well.'] as const)
      : (['minVersion', 'Raise the newest, or lower the oldest.'] as const);
  const message = `The oldest TLS version that is offered is newer than the newest one. ${mend}`;
  return [{ field: 'tls', part, message }];
}
