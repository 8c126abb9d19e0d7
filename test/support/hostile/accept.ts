import type { ViolationRule } from '../../../src/protocol/violation.ts';
import { text } from './bytes.ts';
import { good, open, switching } from './heads.ts';
import type { SwitchingLines } from './heads.ts';
import type { HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';
import type { Peer } from './peer.ts';

/** A 101 with one thing wrong; then the client is expected to go. */
const wrong101 = (
  id: string,
  rules: readonly ViolationRule[],
  says: readonly RegExp[],
  lines: (peer: Peer) => SwitchingLines,
): HostileScript => ({
  id,
  kind: 'violation',
  rules,
  says,
  stages: ['upgrade'],
  speak: async (peer) => {
    await peer.write(switching(peer, lines(peer)));
    await peer.untilClientEnds();
  },
});

/** Upgrade, Connection, Sec-WebSocket-Accept and the subprotocol of a 101 (RFC 6455 §4.1). */
export const acceptCases = inGroup('handshake', [
  { id: 'ok', kind: 'valid', says: [], speak: good },
  wrong101(
    'accept-missing',
    ['accept-missing'],
    [/no Sec-WebSocket-Accept|without (a )?Sec-WebSocket-Accept/i, /[\w+/]{27}=/],
    () => ({
      accept: null,
    }),
  ),
  wrong101('accept-hex', ['accept-wrong'], [/hex/i, /base64/i], (peer) => ({ accept: peer.acceptInHex })),
  wrong101('accept-lowercased', ['accept-wrong'], [/letter case|lower-case/i], (peer) => ({
    accept: peer.accept.toLowerCase(),
  })),
  wrong101('accept-duplicate-same', ['accept-duplicate'], [/Sec-WebSocket-Accept/, /twice|once|2 times/i], (peer) => ({
    more: [`Sec-WebSocket-Accept: ${peer.accept}`],
  })),
  wrong101('upgrade-missing', ['upgrade-missing'], [/without (an )?Upgrade|no Upgrade/i, /proxy/i], () => ({
    upgrade: null,
  })),
  wrong101('upgrade-wrong', ['upgrade-wrong'], [/h2c/, /websocket/], () => ({ upgrade: 'h2c' })),
  wrong101('upgrade-list', ['upgrade-wrong'], [/several|list|websocket, h2c/i, /websocket/], () => ({
    upgrade: 'websocket, h2c',
  })),
  {
    id: 'connection-list',
    kind: 'valid',
    says: [],
    speak: async (peer) => {
      await peer.write(switching(peer, { connection: 'keep-alive, upgrade' }), text('hello'));
      await peer.behave({ echo: true });
    },
  },
  {
    id: 'subprotocol-ignored',
    kind: 'valid',
    says: [/chat\.v1/, /chat\.v2/],
    stages: ['subprotocol'],
    client: { subprotocols: ['chat.v1', 'chat.v2'] },
    speak: async (peer) => {
      await open(peer);
      await peer.write(text('hello'));
      await peer.behave({ echo: true });
    },
  },
]);
