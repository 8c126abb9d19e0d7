import { isSecretName } from '../../base/secretNames.ts';
import { mask, maskText } from '../redact.ts';

/** A body's text without what its names call secret: members of JSON, form fields, and what is a secret anywhere. */
export function safeBody(text: string): string {
  return maskText(text)
    .replace(
      /("((?:[^"\\]|\\.){1,80})"\s*:\s*)"(?:[^"\\]|\\.)*("|$)/g,
      (whole, before: string, name: string, end: string) => (isSecretName(name) ? `${before}"${mask}${end}` : whole),
    )
    .replace(/(^|[?&;\s])([\w%.-]{1,80})=([^&;\s<>"']+)/g, (whole, before: string, name: string) =>
      isSecretName(name) ? `${before}${name}=${mask}` : whole,
    );
}
