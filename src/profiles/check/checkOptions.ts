import type { ConnectionOptions, OptionProblem } from '../connectionOptions.ts';
import { findNonValueCharacter } from '../fieldSyntax.ts';
import { checkAuth } from './checkAuth.ts';
import { checkHeaders } from './checkHeaders.ts';
import { checkLife } from './checkLife.ts';
import { checkNetwork } from './checkNetwork.ts';
import { checkNumbers } from './checkNumbers.ts';
import { checkSubprotocols } from './checkSubprotocols.ts';
import { checkTls } from './checkTls.ts';
import { checkUrl } from './checkUrl.ts';

/** All that is wrong with the options; empty when a connection may be tried. Looks at no file and no network. */
export function checkOptions(options: ConnectionOptions): readonly OptionProblem[] {
  const url = checkUrl(options.url);
  return [
    ...(url === undefined ? [] : [url]),
    ...checkHeaders(options),
    ...checkAuth(options),
    ...checkSubprotocols(options.subprotocols ?? []),
    ...checkOrigin(options.origin),
    ...checkNumbers(options),
    ...checkNetwork(options),
    ...checkTls(options.tls ?? {}),
    ...checkLife(options),
  ];
}

function checkOrigin(origin: string | undefined): readonly OptionProblem[] {
  const bad = origin === undefined ? undefined : findNonValueCharacter(origin);
  if (bad === undefined) return [];
  const message = `Character ${bad.offset + 1} of the origin is ${bad.name}. Write it such as https://example.com, on one line.`;
  return [{ field: 'origin', offset: bad.offset, message }];
}
