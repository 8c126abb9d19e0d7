import { isSecretHeader, wordsOf } from '../base/secretNames.ts';
import { maskHeaderValue, replaceUrlSecrets } from '../diagnosis/redact.ts';
import type { Profile } from '../profiles/profile.ts';
import { hasVariable } from '../profiles/variables.ts';

/** A secret that was taken out of a profile. */
export interface TakenSecret {
  /** Where it stood, as said in a sentence: `Authorization`, `access_token in the URL`. */
  readonly place: string;
  /** The environment variable that now stands there. */
  readonly variable: string;
}

/** A profile that may be written into a file. */
export interface WithoutSecrets {
  /** The profile with `${env:NAME}` in place of each secret; all else is as it was. */
  readonly profile: Profile;
  /** In the order in which they stood; empty when there was none. */
  readonly taken: readonly TakenSecret[];
}

/**
 * Puts a variable in place of each header value, subprotocol and part of the URL that is a secret.
 * What holds a variable already stays as it is written.
 */
export function withoutSecrets(profile: Profile): WithoutSecrets {
  const taken: TakenSecret[] = [];
  const values = new Map<string, string>();
  const take = (place: string, name: string, value: string): string => {
    const variable = freeName(variableFor(name), value, values);
    values.set(variable, value);
    if (!taken.some((other) => other.place === place && other.variable === variable)) taken.push({ place, variable });
    return `\${env:${variable}}`;
  };

  const { url, headers, subprotocols, origin, proxy } = profile;
  const ofUrl = (text: string, where: string): string =>
    replaceUrlSecrets(text, {
      userinfo: (userinfo) => {
        if (userinfo === '' || hasVariable(userinfo)) return userinfo;
        const colon = userinfo.indexOf(':');
        // A token is often written as a user name without a password.
        if (colon < 0) return take(`the user name in ${where}`, 'user', userinfo);
        const password = userinfo.slice(colon + 1);
        if (password === '') return userinfo;
        return `${userinfo.slice(0, colon)}:${take(`the password in ${where}`, 'password', password)}`;
      },
      parameter: (name, value) => (hasVariable(value) ? value : take(`${name} in ${where}`, name, value)),
    });

  return {
    profile: {
      ...profile,
      url: ofUrl(url, 'the URL'),
      ...(headers && {
        headers: headers.map(
          ([name, value]) => [name, isSecret(name, value) ? take(name, name, value) : value] as const,
        ),
      }),
      ...(subprotocols && {
        subprotocols: subprotocols.map((text) =>
          isSecret('Sec-WebSocket-Protocol', text) ? take('a subprotocol', 'subprotocol', text) : text,
        ),
      }),
      ...(origin !== undefined && { origin: ofUrl(origin, 'the origin') }),
      ...(proxy !== undefined && { proxy: ofUrl(proxy, "the proxy's URL") }),
    },
    taken,
  };
}

/** What must not be shown must not be saved. */
function isSecret(name: string, value: string): boolean {
  if (value.trim() === '' || hasVariable(value)) return false;
  return isSecretHeader(name) || maskHeaderValue(name, value) !== value;
}

/** `X-Api-Key` gives `WEBSOCKET_API_KEY`. */
function variableFor(name: string): string {
  const words = wordsOf(name).filter((word, index) => index > 0 || word !== 'x');
  return ['websocket', ...words].join('_').toUpperCase();
}

/** Two different values need two names; the same value needs one. */
function freeName(wanted: string, value: string, values: ReadonlyMap<string, string>): string {
  let name = wanted;
  for (let n = 2; values.has(name) && values.get(name) !== value; n++) name = `${wanted}_${n}`;
  return name;
}
