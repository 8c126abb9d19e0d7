import { isSecretHeader } from '../../src/base/secretNames.ts';

export const MASK = '••••••';

/** The value to show for a header: a mask when it looks secret. */
export const maskedValue = (name: string, value: string): string =>
  isSecretHeader(name) && value !== '' ? MASK : value;

/** A raw head with secret values masked; line ends and everything else stay. A folded line belongs to the header before it. */
export function maskedRaw(raw: string): string {
  let secret = false;
  return raw
    .split('\n')
    .map((line, i) => {
      if (i > 0 && /^[ \t]+\S/.test(line)) return secret ? line.replace(/\S[^\r]*/, MASK) : line;
      const colon = line.indexOf(':');
      secret = i > 0 && colon > 0 && isSecretHeader(line.slice(0, colon));
      return secret ? line.slice(0, colon + 1) + line.slice(colon + 1).replace(/[^\s][^\r]*/, MASK) : line;
    })
    .join('\n');
}

export const hasSecrets = (headers: readonly (readonly [string, string])[]): boolean =>
  headers.some(([name, value]) => isSecretHeader(name) && value !== '');
