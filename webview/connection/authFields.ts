import type { AuthOptions } from '../../src/profiles/connectionOptions.ts';
import { topOf } from './optionPaths.ts';

type AuthType = NonNullable<AuthOptions['type']>;

/** Which credentials each way of authentication takes. */
const COUNT_FOR: Readonly<Record<AuthType, readonly (keyof AuthOptions)[]>> = {
  basic: ['username', 'password'],
  bearer: ['token'],
  apiKey: ['name', 'value', 'in'],
};

/**
 * Whether the option at this path means anything while `authType` is chosen. What was typed for another way of authentication
 * waits in its field and is not sent.
 */
export function counts(path: string, authType: string): boolean {
  if (topOf(path) !== 'auth' || path === 'auth.type') return true;
  return Object.entries(COUNT_FOR).some(
    ([type, parts]) => type === authType && parts.some((part) => `auth.${part}` === path),
  );
}
