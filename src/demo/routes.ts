import { binary } from './binary.ts';
import { badUtf8, masked, rsv } from './brokenFrames.ts';
import { badAccept, noUpgradeHeader, silent } from './brokenHandshakes.ts';
import { chat } from './chat.ts';
import { clock } from './clock.ts';
import { close, drop } from './closes.ts';
import { deflate } from './deflate.ts';
import { echo } from './echo.ts';
import { flood } from './flood.ts';
import { fragments } from './fragments.ts';
import { pings } from './pings.ts';
import { redirect } from './redirect.ts';
import type { Route } from './route.ts';
import { statuses } from './statuses.ts';
import { subprotocol } from './subprotocol.ts';

/** All that the demo server shows, in the order of its list. */
export const routes: readonly Route[] = [
  echo,
  clock,
  chat,
  binary,
  fragments,
  deflate,
  pings,
  subprotocol,
  flood,
  close,
  drop,
  silent,
  statuses,
  redirect,
  badAccept,
  noUpgradeHeader,
  masked,
  rsv,
  badUtf8,
];
