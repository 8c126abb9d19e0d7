import { open } from './heads.ts';
import type { HostileKind, HostileScript } from './hostileCase.ts';

/** After a right opening the server sends these pieces, then behaves until the client ends. */
export const sends = (
  id: string,
  kind: HostileKind,
  pieces: () => readonly (Uint8Array | string)[],
  says: readonly RegExp[],
  more: Partial<HostileScript> & { readonly deflate?: string; readonly closeSent?: true } = {},
): HostileScript => {
  const { deflate, closeSent, ...script } = more;
  return {
    id,
    kind,
    says,
    ...(kind === 'valid' || kind === 'limit' ? {} : { stages: ['framing'] }),
    speak: async (peer) => {
      await open(peer, deflate);
      await peer.write(...pieces());
      await peer.behave(closeSent === undefined ? {} : { closeSent });
    },
    ...script,
  };
};
