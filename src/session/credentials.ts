import { percentDecoded } from '../base/percentDecoded.ts';
import { isSecretHeader } from '../base/secretNames.ts';
import { maskHeaderValue, replaceUrlSecrets } from '../diagnosis/redact.ts';
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

/** What proves an identity in the options, as the server gets it: values by which a text can be searched. */
export function credentialValues({ url, headers = [], cookies = [], auth }: ConnectionOptions): readonly string[] {
  const values = new Set<string>();
  const add = (value: string): string => {
    values.add(value).add(percentDecoded(value));
    return value;
  };
  replaceUrlSecrets(
    url,
    {
      userinfo: (userinfo) => {
        const colon = userinfo.indexOf(':');
        add(base64Of(percentDecoded(userinfo)));
        // A token is often written as a user name without a password.
        return add(userinfo.slice(colon + 1));
      },
      parameter: (_name, value) => add(value),
      part: add,
    },
    auth?.name === undefined ? [] : [auth.name],
  );
  for (const [name, value] of headers) {
    if (maskHeaderValue(name, value) === value) continue;
    add(value);
    // Of `Bearer …` and the like a server repeats the token alone.
    add(value.replace(/^\S+\s+/, ''));
  }
  for (const [, value] of cookies) add(value);
  if (auth?.password !== undefined && auth.password !== '') add(base64Of(`${auth.username ?? ''}:${auth.password}`));
  for (const value of [auth?.password, auth?.token, auth?.value]) if (value !== undefined) add(value);
  return [...values].filter((value) => value !== '');
}

/** As RFC 7617 §2 sends it. */
const base64Of = (pair: string): string => Buffer.from(pair, 'utf8').toString('base64');
