import { cachingHeaders } from './cachingHeaders.ts';
import { contentHeaders } from './contentHeaders.ts';
import type { Explanation, HeaderContext, HeaderTable } from './explanation.ts';
import { identityHeaders } from './identityHeaders.ts';
import { openingHeaders } from './openingHeaders.ts';
import { amazonHeader, routingHeaders } from './routingHeaders.ts';
import { serverHeaders } from './serverHeaders.ts';

const all: ReadonlyMap<string, HeaderTable[string]> = new Map(
  [openingHeaders, identityHeaders, routingHeaders, serverHeaders, contentHeaders, cachingHeaders].flatMap((table) =>
    Object.entries(table),
  ),
);

/**
 * What the header is for, and what this value says. Nothing for a header that we do not know: a guess would be worse. Give the
 * value as it is shown, secrets masked, since it may be quoted.
 */
export function explainHeader(name: string, value: string, context: HeaderContext): Explanation | undefined {
  const lower = name.toLowerCase();
  const known = all.get(lower);
  if (known === undefined) return /^x-amzn?-/.test(lower) ? amazonHeader : undefined;
  return typeof known === 'function' ? known(value, context) : known;
}
