import type { ViolationRule } from '../../../src/protocol/violation.ts';
import { open } from './heads.ts';
import type { HostileClient, HostileScript } from './hostileCase.ts';
import { inGroup } from './hostileCase.ts';

const answersExtensions = (
  id: string,
  value: string,
  rules: readonly ViolationRule[],
  says: readonly RegExp[],
  client?: HostileClient,
): HostileScript => ({
  id,
  kind: 'violation',
  rules,
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
  answersExtensions(
    'extension-unknown',
    'x-zip',
    ['extension-not-offered'],
    [/x-zip/, /not offered|never offered|did not offer/i],
  ),
  answersExtensions(
    'extension-none-offered',
    'permessage-deflate',
    ['extension-not-offered'],
    [/permessage-deflate|compression/i, /offer|ask/i],
    {
      noDeflate: true,
    },
  ),
  answersExtensions('pmd-unknown-param', 'permessage-deflate; level=9', ['deflate-parameter-unknown'], [/level/]),
  answersExtensions(
    'pmd-window-bits-16',
    'permessage-deflate; server_max_window_bits=16',
    ['deflate-parameter-value'],
    [/server_max_window_bits/, /16/, /8.{1,5}15/],
  ),
  answersExtensions(
    'pmd-window-bits-abc',
    'permessage-deflate; server_max_window_bits=abc',
    ['deflate-parameter-value'],
    [/server_max_window_bits/, /abc/, /8.{1,5}15/],
  ),
  answersExtensions(
    'pmd-client-bits-novalue',
    'permessage-deflate; client_max_window_bits',
    ['deflate-parameter-value'],
    [/client_max_window_bits/, /value/i],
  ),
  answersExtensions(
    'pmd-client-bits-unoffered',
    'permessage-deflate; client_max_window_bits=10',
    ['deflate-parameter-unoffered'],
    [/client_max_window_bits/, /client/i],
    { offer: 'permessage-deflate' },
  ),
  answersExtensions(
    'pmd-duplicate-param',
    'permessage-deflate; server_no_context_takeover; server_no_context_takeover',
    ['deflate-parameter-duplicate'],
    [/server_no_context_takeover/, /twice|more than once|2 times|repeated/i],
  ),
  answersExtensions(
    'pmd-twice',
    'permessage-deflate, permessage-deflate',
    ['deflate-twice'],
    [/permessage-deflate/, /twice|more than once|2 times|second/i],
  ),
]);
