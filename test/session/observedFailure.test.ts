import { expect, test } from 'vitest';
import type { ResponseHead } from '../../src/protocol/httpHead.ts';
import { parseResponseHead } from '../../src/protocol/httpHeadParser.ts';
import { wireOffset } from '../../src/base/branded.ts';
import { endpointFailure, streamFailure } from '../../src/session/observedFailure.ts';

const answer = (status: number): ResponseHead =>
  parseResponseHead(Buffer.from(`HTTP/1.1 ${status} X\r\n\r\n`), wireOffset(0));
const error = (code?: string) => Object.assign(new Error('words'), code === undefined ? {} : { code });
const nothing = { response: undefined, handshake: undefined, closing: undefined };
const open = { ...nothing, response: answer(101), handshake: { accepted: true } as never };

test.each([
  ['a refusal says it itself', error(), { ...nothing, response: answer(404) }, undefined],
  ['a broken rule', error('WS_ERR_INVALID_UTF8'), open, { stage: 'framing', code: 'WS_ERR_INVALID_UTF8' }],
  ['a message that cannot be inflated', error('Z_DATA_ERROR'), open, { stage: 'framing', code: 'Z_DATA_ERROR' }],
  [
    'a 101 that the endpoint refuses',
    error(),
    { ...nothing, response: answer(101) },
    { stage: 'upgrade', code: 'REFUSED_BY_CLIENT' },
  ],
  ['the network, while open', error('EPIPE'), open, { stage: 'closing', code: 'EPIPE' }],
  ['the network, before any answer', error('ECONNRESET'), nothing, { stage: 'http', code: 'ECONNRESET' }],
  ['TLS, before any answer', error('ERR_SSL_X'), nothing, { stage: 'tls', code: 'ERR_SSL_X' }],
])('%s', (_, happened, seen, expected) => {
  const failure = endpointFailure(happened, seen);
  if (expected === undefined) expect(failure).toBeUndefined();
  else expect(failure).toMatchObject({ ...expected, message: 'words' });
});

test('the end of the server’s bytes', () => {
  expect(streamFailure('fin', undefined, open)).toBeUndefined();
  expect(streamFailure('reset', 'ECONNRESET', open)).toMatchObject({ stage: 'closing', code: 'ECONNRESET' });
  expect(streamFailure('reset', 'ECONNRESET', nothing)).toMatchObject({ stage: 'http' });
  expect(streamFailure('abandoned', undefined, open)).toBeUndefined();
  const closing = { first: { from: 'client' } } as never;
  expect(streamFailure('abandoned', undefined, { ...open, closing })).toMatchObject({
    stage: 'closing',
    code: 'CLOSE_TIMEOUT',
    timeoutMs: 5000,
  });
});
