import { isSecretHeader } from '../base/secretNames.ts';
import type { ConnectionOptions } from '../profiles/connectionOptions.ts';

/** RFC 9110 §15.4: what was meant for one origin is not for another. Names what is left behind. */
export function withoutCredentials(
  options: ConnectionOptions,
  from: URL,
): { readonly options: ConnectionOptions; readonly dropped: readonly string[] } {
  const { auth, cookies, connectTo, headers = [], tls, ...others } = options;
  const isOf = (name: string): boolean => isSecretHeader(name) || name.toLowerCase() === 'host';
  const { cert, key, pfx, passphrase: _opens, servername, verifyHost, ...safeTls } = tls ?? {};
  const dropped = [
    ...headers.filter(([name]) => isOf(name)).map(([name]) => name),
    ...(auth === undefined ? [] : [auth.type === 'apiKey' ? (auth.name ?? 'API key') : 'Authorization']),
    ...(from.username === '' && from.password === '' ? [] : ['user name and password of the URL']),
    ...((cookies ?? []).length === 0 ? [] : ['Cookie']),
    ...((cert ?? key ?? pfx) === undefined ? [] : ['client certificate']),
    ...((servername ?? verifyHost) === undefined ? [] : ['server name']),
    ...(connectTo === undefined ? [] : ['connectTo']),
  ];
  const kept = headers.filter(([name]) => !isOf(name));
  const safe: ConnectionOptions = {
    ...others,
    ...(kept.length === 0 && options.headers === undefined ? {} : { headers: kept }),
    ...(tls === undefined ? {} : { tls: safeTls }),
  };
  return { options: safe, dropped };
}
