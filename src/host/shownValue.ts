import { isSecretHeader } from '../base/secretNames.ts';
import { isTokenValue } from '../base/tokenValues.ts';
import { mask, maskText, maskUrl } from '../diagnosis/redact.ts';
import { hasVariable } from '../profiles/references.ts';

/** The value of a variable as it may be shown. */
export function shownValue(name: string, value: string): string {
  if ((isSecretHeader(name) && !hasVariable(value)) || isTokenValue(value)) return mask;
  return maskText(maskUrl(value));
}
