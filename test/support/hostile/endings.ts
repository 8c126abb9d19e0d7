import { hex, text } from './bytes.ts';
import { open } from './heads.ts';
import type { HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';
import type { Peer } from './peer.ts';

const endsBy = (
  id: string,
  says: readonly RegExp[],
  end: (peer: Peer) => Promise<void> | void,
  first: Uint8Array = text('hello'),
): HostileScript => ({
  id,
  kind: 'transport',
  says,
  stages: ['closing'],
  speak: async (peer) => {
    await open(peer);
    await peer.write(first);
    await end(peer);
    await peer.untilClientEnds();
  },
});

const noClose = /without (a )?Close|no Close/i;

/** Streams that end, half end, or come in drops (RFC 6455 §7.1). */
export const endingCases = inGroup('frames', [
  endsBy('fin-no-close', [noClose, /1006/], (peer) => peer.fin()),
  endsBy('rst-no-close', [/reset/i], async (peer) => {
    // A reset throws away what the client has not read yet, so let the text through first.
    await peer.wait(50);
    peer.reset();
  }),
  endsBy('fin-mid-header', [/header/i, /1 byte|one byte/i], (peer) => peer.fin(), hex('81')),
  endsBy('idle-timeout-proxy', [/idle|without traffic|silence/i, /ping/i], async (peer) => {
    await peer.wait(1500);
    peer.fin();
  }),
  // The server half goes; the other one is read until the client ends it.
  endsBy('half-close', [noClose], (peer) => peer.fin()),
  {
    id: 'trickle-frame',
    kind: 'valid',
    says: [],
    speak: async (peer) => {
      await open(peer);
      for (const byte of text('t'.repeat(100))) {
        await peer.write(Uint8Array.of(byte));
        await peer.wait(8);
      }
      await peer.behave();
    },
  },
]);
