import { open } from './heads.ts';
import type { HostileClient, HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';

const answersExtensions = (
  id: string,
  value: string,
  says: readonly RegExp[],
  client?: HostileClient,
): HostileScript => ({
  id,
  kind: 'violation',
  says,
  stages: ['extensions'],
  ...(client === undefined ? {} : { client }),
  speak: async (peer) => {
    await open(peer, value);
    await peer.untilClientEnds();
  },
});

/** Sec-WebSocket-Extensions of a 101 that the client has to refuse (RFC 6455 §9.1, RFC 7692 §7.1). */
export const extensionCases = inGroup('handshake', [
  answersExtensions('extension-unknown', 'x-zip', [/x-zip/, /not offered|never offered|did not offer/i]),
  answersExtensions('extension-none-offered', 'permessage-deflate', [/permessage-deflate|compression/i, /offer|ask/i], {
    noDeflate: true,
  }),
  answersExtensions('pmd-unknown-param', 'permessage-deflate; level=9', [/level/]),
  answersExtensions('pmd-window-bits-16', 'permessage-deflate; server_max_window_bits=16', [
    /server_max_window_bits/,
    /16/,
    /8.{1,5}15/,
  ]),
  answersExtensions('pmd-window-bits-abc', 'permessage-deflate; server_max_window_bits=abc', [
    /server_max_window_bits/,
    /abc/,
    /8.{1,5}15/,
  ]),
  answersExtensions('pmd-client-bits-novalue', 'permessage-deflate; client_max_window_bits', [
    /client_max_window_bits/,
    /value/i,
  ]),
  answersExtensions(
    'pmd-client-bits-unoffered',
    'permessage-deflate; client_max_window_bits=10',
    [/client_max_window_bits/, /client/i],
    { offer: 'permessage-deflate' },
  ),
  answersExtensions(
    'pmd-duplicate-param',
    'permessage-deflate; server_no_context_takeover; server_no_context_takeover',
    [/server_no_context_takeover/, /twice|more than once|2 times|repeated/i],
  ),
  answersExtensions('pmd-twice', 'permessage-deflate, permessage-deflate', [
    /permessage-deflate/,
    /twice|more than once|2 times|second/i,
  ]),
]);
