import { expect, test } from 'vitest';
import { extensionParts } from '../../../../webview/handshake/headers/extensionWords.ts';

const offer =
  'permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits="12"; client_max_window_bits, x-other; a=1';

test('each parameter of an offer', () => {
  expect(extensionParts(offer, 'request')).toEqual([
    'permessage-deflate: we offer to compress each message with DEFLATE (RFC 7692).',
    expect.stringMatching(/^server_no_context_takeover: the server is to forget .*§7\.1\.1\.1/),
    expect.stringMatching(/^client_no_context_takeover: we can forget .*§7\.1\.1\.2/),
    expect.stringMatching(/^server_max_window_bits="12": the server is to look back over 4\.0 KiB/),
    expect.stringMatching(/^client_max_window_bits: the server may limit .*§7\.1\.2\.2/),
    'x-other: an extension that we know nothing about.',
  ]);
});

test('each parameter of an answer', () => {
  const answer =
    'permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=15; client_max_window_bits=8; new=1';
  expect(extensionParts(answer, 'response').slice(1)).toEqual([
    expect.stringContaining('the server forgets'),
    expect.stringContaining('we have to forget'),
    expect.stringContaining('the server looks back over 32.0 KiB'),
    expect.stringContaining('we may look back over 256 B'),
    'new=1: a parameter that RFC 7692 does not define.',
  ]);
});

test('a window of no allowed size', () => {
  expect(extensionParts('permessage-deflate; client_max_window_bits=99', 'request')[1]).toContain('no allowed size');
  expect(extensionParts('permessage-deflate; server_max_window_bits', 'response')[1]).toContain('no allowed size');
});
