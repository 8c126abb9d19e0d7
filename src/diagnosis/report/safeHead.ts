import { type SecretParameters, mask, maskHeaderValue, maskText, maskUrl } from '../redact.ts';
import { readUtf8 } from './wireText.ts';

/** A header's value without its secrets: those that its name tells, and any URL or token that stands inside. */
export const safeValue = (name: string, value: string, secretParameters: SecretParameters = []): string =>
  maskText(maskHeaderValue(name, value, secretParameters), secretParameters);

/** Judged by a value that every kind of mask changes. */
const isSecret = (name: string, secretParameters: SecretParameters): boolean =>
  maskHeaderValue(name, 'x=y', secretParameters) !== 'x=y';

/**
 * A whole head without its secrets; line ends and everything else stay. A folded line belongs to the header before it
 * (RFC 9112 §5.2), and where that one is a secret nothing of it is shown.
 */
export function safeHead(raw: string, secretParameters: SecretParameters = []): string {
  let secret = false;
  return readUtf8(raw)
    .split('\n')
    .map((line, index) => {
      const text = line.trim();
      if (index === 0) return maskText(maskUrl(line, secretParameters), secretParameters);
      if (text !== '' && /^[ \t]/.test(line)) return secret ? within(line, mask) : maskText(line, secretParameters);
      const colon = line.indexOf(':');
      secret = colon > 0 && isSecret(line.slice(0, colon), secretParameters);
      // A line without a colon is no header, and may be anything.
      if (colon < 0) return maskText(line, secretParameters);
      const value = line.slice(colon + 1);
      return `${line.slice(0, colon + 1)}${within(value, safeValue(line.slice(0, colon), value.trim(), secretParameters))}`;
    })
    .join('\n');
}

/** The line with `text` in the place of its own, and the space around it as it was. */
function within(line: string, text: string): string {
  const own = line.trim();
  const start = line.indexOf(own);
  return own === '' ? line : `${line.slice(0, start)}${text}${line.slice(start + own.length)}`;
}
