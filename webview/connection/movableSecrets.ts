import { isSecretHeader, isSecretName } from '../../src/base/secretNames.ts';
import { isTokenValue, replacePathTokens } from '../../src/base/tokenValues.ts';
import type { Option } from '../../src/profiles/optionSpec.ts';
import { readPair, writePair } from './pairsText.ts';

/** A secret that stands in a field, and the field's text with something else in its place. */
export interface MovableSecret {
  /** What it is called in a sentence, and what the secret may be called after: `password`, `Authorization`. */
  readonly name: string;
  readonly value: string;
  put(reference: string): string;
}

const hasVariable = (text: string): boolean => /\$\{[^{}]*\}/.test(text);
const isSecret = (text: string): boolean => text.trim() !== '' && !hasVariable(text);

/** The first secret of a field that is no reference yet; undefined when there is none. */
export function movableSecret({ path, spec }: Pick<Option, 'path' | 'spec'>, text: string): MovableSecret | undefined {
  if (path === 'url' || path === 'proxy') return inUrl(text);
  if (spec.kind === 'text' && spec.secret === true) {
    if (!isSecret(text)) return undefined;
    return { name: spec.title.toLowerCase(), value: text, put: (reference) => reference };
  }
  return spec.kind === 'pairs' ? inPairs(text, spec.separator) : undefined;
}

function inPairs(text: string, separator: ':' | '='): MovableSecret | undefined {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const [name, value] = readPair(line, separator) ?? ['', ''];
    // Which cookie carries the session nobody can tell by its name.
    if (!isSecret(value) || (separator === ':' && !isSecretHeader(name))) continue;
    // The scheme in front of the credentials is no secret, and good to read (RFC 9110 §11.4).
    const scheme = /^(bearer|basic|token)\s+(?=\S)/i.exec(value)?.[0] ?? '';
    return {
      name,
      value: value.slice(scheme.length),
      put: (reference) => lines.with(index, writePair(name, scheme + reference, separator)).join('\n'),
    };
  }
  return undefined;
}

function inUrl(text: string): MovableSecret | undefined {
  const userinfo = /^(\s*[a-z][a-z\d+.-]*:\/\/[^/?#:@]*:)([^/?#@]+)@/i.exec(text);
  if (userinfo?.[1] !== undefined && userinfo[2] !== undefined && isSecret(userinfo[2])) {
    return piece('password', text, userinfo[1].length, userinfo[2]);
  }
  for (const match of text.matchAll(/([?&;])([^=&;#\s]+)=([^&;#\s]*)/g)) {
    const [, before = '', name = '', value = ''] = match;
    if (!isSecret(value) || !(isSecretName(name) || isTokenValue(value))) continue;
    return piece(name, text, match.index + before.length + name.length + 1, value);
  }
  const [part] = pathTokens(text);
  return part === undefined ? undefined : piece('token', text, text.indexOf(part), part);
}

function pathTokens(url: string): readonly string[] {
  const found: string[] = [];
  replacePathTokens(url, (part) => {
    found.push(part);
    return part;
  });
  return found;
}

const piece = (name: string, text: string, at: number, value: string): MovableSecret => ({
  name,
  value,
  put: (reference) => text.slice(0, at) + reference + text.slice(at + value.length),
});
