import { isSecretName } from '../../base/secretNames.ts';
import { type SecretParameters, mask, maskText } from '../redact.ts';

/** A body's text without what its names call secret: members of JSON, form fields, and what is a secret anywhere. */
export function safeBody(text: string, secretParameters: SecretParameters = []): string {
  const isSecret = (name: string): boolean => isSecretName(name) || secretParameters.includes(name);
  return maskText(text, secretParameters)
    .replace(
      /("((?:[^"\\]|\\.){1,80})"\s*:\s*)"(?:[^"\\]|\\.)*("|$)/g,
      (whole, before: string, name: string, end: string) => (isSecret(name) ? `${before}"${mask}${end}` : whole),
    )
    .replace(/(^|[?&;\s])([\w%.-]{1,80})=([^&;\s<>"']+)/g, (whole, before: string, name: string) =>
      isSecret(name) ? `${before}${name}=${mask}` : whole,
    );
}
