import { isSecretHeader, wordsOf } from '../base/secretNames.ts';
import { maskHeaderValue, replaceUrlSecrets } from '../diagnosis/redact.ts';
import type { Profile } from '../profiles/profile.ts';
import { mapTexts } from '../profiles/mapTexts.ts';
import { hasVariable } from '../profiles/references.ts';

/** A secret that was taken out of a profile. */
export interface TakenSecret {
  /** Where it stood, as said in a sentence: `Authorization`, `access_token in the URL`. */
  readonly place: string;
  /** The name of the secret that now stands there. */
  readonly secret: string;
  readonly value: string;
}

/** A profile that may be written into a file. */
export interface WithoutSecrets {
  /** The profile with `${secret:name}` in place of each secret; all else is as it was. */
  readonly profile: Profile;
  /** In the order in which they stood; empty when there was none. */
  readonly taken: readonly TakenSecret[];
}

/**
 * Puts a reference in place of each header value, subprotocol and part of the URL that is a secret. What holds one already stays as
 * it is written. `freeName` gives the name of a secret that is not there yet.
 */
export function withoutSecrets(
  profile: Profile,
  freeName: (wanted: string, also: readonly string[]) => string,
): WithoutSecrets {
  const taken: TakenSecret[] = [];
  const take = (place: string, name: string, value: string): string => {
    const same = taken.find((other) => other.value === value);
    const wanted = secretName(profile.name, name);
    const secret =
      same?.secret ??
      freeName(
        wanted,
        taken.map((other) => other.secret),
      );
    if (!taken.some((other) => other.place === place && other.secret === secret)) taken.push({ place, secret, value });
    return `\${secret:${secret}}`;
  };

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
      part: (value) => take(`a part of the path in ${where}`, 'token', value),
    });

  const keyName = (option: string): string => (option === 'value' ? (profile.auth?.name ?? 'api key') : option);

  const safe = mapTexts(profile, (text, { field, index, part }, spec) => {
    if (spec.kind === 'text' && spec.secret === true)
      return text === '' || hasVariable(text) ? text : take(secretPlace(part ?? field), keyName(part ?? field), text);
    const where = urlPlaces.get(field);
    if (where !== undefined) return ofUrl(text, where);
    if (field === 'subprotocols')
      return isSecret('Sec-WebSocket-Protocol', text) ? take('a subprotocol', 'subprotocol', text) : text;
    // A private key as text; a file's name is none.
    if (field === 'tls') return text.includes('PRIVATE KEY-----') ? take('the client key', 'client key', text) : text;
    if (part !== 'value') return text;
    if (field === 'headers') {
      const name = profile.headers?.[index ?? 0]?.[0] ?? '';
      return isSecret(name, text) ? take(name, name, text) : text;
    }
    if (field !== 'cookies' || text === '' || hasVariable(text)) return text;
    // Whether a cookie is a login cannot be told by its name.
    const name = profile.cookies?.[index ?? 0]?.[0] ?? '';
    return take(`the cookie ${name}`, name, text);
  });
  return { profile: safe, taken };
}

/** Options that are URLs, and how a sentence calls them. */
const urlPlaces = new Map<string, string>([
  ['url', 'the URL'],
  ['origin', 'the origin'],
  ['proxy', "the proxy's URL"],
]);

const secretPlace = (option: string): string => (option === 'value' ? 'the value of the API key' : `the ${option}`);

/** What must not be shown must not be saved. */
function isSecret(name: string, value: string): boolean {
  if (value.trim() === '' || hasVariable(value)) return false;
  return isSecretHeader(name) || maskHeaderValue(name, value) !== value;
}

/** `X-Api-Key` of the profile `Local chat` gives `local-chat-api-key`. */
export function secretName(profile: string, place: string): string {
  const words = wordsOf(place).filter((word, index) => index > 0 || word !== 'x');
  return [...wordsOf(profile), ...words].join('-') || 'secret';
}
