import { type PeerName, findPeer, peerPrograms } from './peerPrograms.ts';

/**
 * The path of a program, for `describe.skipIf(squid === undefined)`. Where everything is demanded (WSI_REQUIRE_ALL=1), an
 * absent one throws instead, so that its tests cannot be left out.
 */
export function peer(name: PeerName): string | undefined {
  const path = findPeer(name);
  if (path === undefined && process.env['WSI_REQUIRE_ALL'] === '1') {
    throw new Error(`${name} is not there (Debian: ${peerPrograms[name].debian}), and WSI_REQUIRE_ALL=1 demands it.`);
  }
  return path;
}
