import { readSecretPatterns } from './secretPatterns.ts';

/** Words that name a secret, whole: `access_token`, `X-Amz-Signature`, `sid`. */
const secretWord =
  /^(tokens?|jwt|auth|authorization|secret|password|passwd|pwd|signature|sig|credentials?|session|sid|apikey|ticket|bearer)$/;

/** Endings that name one where the words are written together: `authtoken`, `JSESSIONID`. */
const secretEnding = /(tokens?|secret|password|credentials?|apikey|sess(ion)?id)$/;

/** What stands before `key` where the key is a secret, in a query, where `key` has many other meanings. */
const beforeKey = /^(api|access|private|secret|subscription)$/;

/** What the user calls secret besides. Of the whole thread, as a language would be: no place that masks may be left out. */
let named: (name: string) => boolean = () => false;

/** Takes the patterns of the user in place of earlier ones; gives a sentence for each that cannot be used. See `readSecretPatterns`. */
export function nameSecrets(patterns: readonly string[]): readonly string[] {
  const { matches, problems } = readSecretPatterns(patterns);
  named = matches;
  return problems;
}

/** True when the value of a query parameter with this name is likely a secret. */
export function isSecretName(name: string): boolean {
  if (named(name.trim())) return true;
  const words = wordsOf(name);
  if (words.some((word) => secretWord.test(word) || secretEnding.test(word))) return true;
  if (words.length === 1) return words[0] === 'key';
  return words.some((word, index) => beforeKey.test(word) && words[index + 1] === 'key');
}

/** True when the value of a header field with this name is likely a secret; the letter case does not count. */
export function isSecretHeader(name: string): boolean {
  const words = wordsOf(name.trim());
  // Keys of the opening handshake are public by design, and needed to check the answer (RFC 6455 §1.3).
  if (words[0] === 'sec' && words[1] === 'websocket') return false;
  if (words.includes('key') || words.includes('cookie')) return true;
  return isSecretName(name);
}

/** The words of a name in lower case: `apiKey`, `api_key` and `Api-Key` have the same ones. */
export function wordsOf(name: string): readonly string[] {
  // A product's name, not two words.
  const spaced = name.replace(/WebSocket/g, 'Websocket').replace(/([a-z\d])([A-Z])/g, '$1 $2');
  return spaced
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}
