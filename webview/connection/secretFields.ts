import { percentDecoded } from '../../src/base/percentDecoded.ts';
import { isSecretHeader, isSecretName } from '../../src/base/secretNames.ts';
import { isTokenValue, replacePathTokens } from '../../src/base/tokenValues.ts';
import { type LeafSpec, options } from '../../src/profiles/optionSpec.ts';
import { type DraftFields, textAt } from './draftFields.ts';
import { readPair, writePair } from './pairsText.ts';

/** A secret that is not kept over a reload. */
export interface Unkept {
  readonly path: string;
  /** How to call it in a sentence: `the password`; for headers and cookies, the name that it stood behind. */
  readonly name: string;
}

/** A text without its secrets, and the names of those. */
interface Clean {
  readonly text: string;
  readonly names: readonly string[];
}

/** As many for every secret, so that they do not tell its length. */
const DOTS = '••••••';

/** What holds a variable is no secret: the secret stands elsewhere. */
const hasVariable = (text: string): boolean => /\$\{[^{}]*\}/.test(text);

const isSecret = (text: string): boolean => text.trim() !== '' && !hasVariable(text);

/** The fields as they may be written to the disk. */
export function withoutSecrets(fields: DraftFields): {
  readonly fields: DraftFields;
  readonly unkept: readonly Unkept[];
} {
  const cleaned = options.flatMap(({ path, spec }) => {
    const text = textAt(fields, path);
    return text === '' ? [] : [{ path, ...cleanText(path, spec, text) }];
  });
  return {
    fields: { ...fields, ...Object.fromEntries(cleaned.map(({ path, text }) => [path, text])) },
    unkept: cleaned.flatMap(({ path, names }) => names.map((name) => ({ path, name }))),
  };
}

/** The text as it may be seen by anybody: dots in the place of each secret. Undefined when there is none in it. */
export function coveredText(path: string, spec: LeafSpec, text: string): string | undefined {
  const { text: covered, names } = cleanText(path, spec, text, DOTS);
  return names.length === 0 ? undefined : covered;
}

/** `instead` stands where a secret was. */
function cleanText(path: string, spec: LeafSpec, text: string, instead = ''): Clean {
  if (path === 'url' || path === 'proxy' || path === 'origin') return cleanUrl(text, instead);
  if (spec.kind === 'pairs') {
    // Which cookie carries the session nobody can tell by its name: they are all taken for secrets, as in a Cookie header.
    return cleanPairs(text, spec.separator, spec.separator === '=' ? () => true : isSecretHeader, instead);
  }
  if (spec.kind === 'text' && spec.secret === true && isSecret(text)) {
    return { text: instead, names: [`the ${spec.title.toLowerCase()}`] };
  }
  const keyless = text.replace(/-----BEGIN [^-\n]*PRIVATE KEY-----[^]*?(-----END [^\n]*|$)/g, instead);
  return { text: keyless, names: keyless === text ? [] : ['the private key'] };
}

/** The lines without the values of secret ones. */
function cleanPairs(
  text: string,
  separator: ':' | '=',
  isSecretPair: (name: string) => boolean,
  instead: string,
): Clean {
  const names: string[] = [];
  const lines = text.split('\n').map((line) => {
    const [name, value] = readPair(line, separator) ?? ['', ''];
    if (!isSecret(value) || !isSecretPair(name)) return line;
    names.push(name);
    return writePair(name, instead, separator);
  });
  return { text: lines.join('\n'), names };
}

/** A URL, or what is typed as one, without user name, password, values of query parameters that look secret and tokens in the path. */
export function cleanUrl(text: string, instead = ''): Clean {
  const names: string[] = [];
  const partless = replacePathTokens(text, () => {
    names.push('a part of the path');
    return instead;
  });
  const bare = partless
    .replace(/^(\s*[a-z][a-z\d+.-]*:\/\/)?([^/?#]*)@/i, (whole, scheme: string | undefined, userinfo: string) => {
      if (!isSecret(userinfo)) return whole;
      names.push('the user name and password');
      return `${scheme ?? ''}${instead === '' ? '' : `${instead}@`}`;
    })
    .replace(/([?&;])([^=&;#\s]+)=([^&;#\s]*)/g, (whole, before: string, name: string, value: string) => {
      if (!isSecret(value) || !(isSecretName(percentDecoded(name)) || isTokenValue(percentDecoded(value))))
        return whole;
      names.push(`the value of ${percentDecoded(name)}`);
      return `${before}${name}=${instead}`;
    });
  return { text: bare, names };
}

/** What the user has to type again, as a sentence or two; empty when nothing. */
export function unkeptText(unkept: readonly Unkept[], path: string): string {
  const names = unkept.filter((one) => one.path === path).map(({ name }) => name);
  if (names.length === 0) return '';
  const what = path === 'headers' || path === 'cookies' ? `what stood behind ${names.join(', ')}` : names.join(' and ');
  return `For safety the panel did not keep ${what}. Type it again.`;
}
