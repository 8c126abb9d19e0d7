import { acceptCases } from './accept.ts';
import { bodyCases } from './bodies.ts';
import { closingCases } from './closing.ts';
import { controlCases } from './control.ts';
import { deflateCases } from './deflate.ts';
import { endingCases } from './endings.ts';
import { extensionCases } from './extensions.ts';
import { fragmentationCases } from './fragmentation.ts';
import { framingCases } from './framing.ts';
import { headerCases } from './headers.ts';
import type { HostileCase } from './hostileCase.ts';
import { lengthCases } from './lengths.ts';
import { payloadCases } from './payloads.ts';
import { proxyCases } from './proxy.ts';
import { redirectCases } from './redirects.ts';
import { statusLineCases } from './statusLine.ts';
import { statusCases } from './statuses.ts';
import { tlsCases } from './tls.ts';
import { upgradedCases } from './upgraded.ts';
import { utf8Cases } from './utf8.ts';

/** Whose opening handshake never comes to an end: only a time-out of ours ends it. */
export const NEVER_OPENS: ReadonlySet<string> = new Set(['never-answer', '102-flood', 'proxy-connect-hang']);

/** Every hostile behaviour that can be started by its id. */
export const hostileCases: readonly HostileCase[] = [
  ...acceptCases,
  ...extensionCases,
  ...statusLineCases,
  ...headerCases,
  ...upgradedCases,
  ...statusCases,
  ...redirectCases,
  ...bodyCases,
  ...framingCases,
  ...lengthCases,
  ...controlCases,
  ...fragmentationCases,
  ...utf8Cases,
  ...closingCases,
  ...endingCases,
  ...deflateCases,
  ...payloadCases,
  ...tlsCases,
  ...proxyCases,
];
