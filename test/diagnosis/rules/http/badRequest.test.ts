import { expect, test } from 'vitest';
import { badRequest } from '../../../../src/diagnosis/rules/http/badRequest.ts';
import { refusal, response } from '../../../support/evidence.ts';

const bad = (text?: string, ...headers: string[]) =>
  badRequest(refusal(response('HTTP/1.1 400 Bad Request', ...headers), text));

test.each([
  ['Can "Upgrade" only to "WebSocket".'],
  [
    "Bad Request\nwebsocket: the client is not using the websocket protocol: 'upgrade' token not found in 'Connection' header",
  ],
  ['Handshake failed due to invalid Upgrade header: null'],
  ['Missing Upgrade header'],
])('we sent the header, the server did not see it: %s', (text) => {
  expect(bad(text)).toMatchObject({ stage: 'http', cause: 'upgrade-header-stripped' });
  expect(bad(text)?.remedies[0]?.title).toContain('proxy_set_header Upgrade');
});

test('the version of the protocol', () => {
  expect(bad('no', 'Sec-WebSocket-Version: 8')).toMatchObject({
    cause: 'websocket-version-refused',
    title: 'The server does not accept version 13 of the protocol; it names 8',
  });
  expect(bad('Unsupported WebSocket version')).toMatchObject({ cause: 'websocket-version-refused' });
});

test('Socket.IO tells itself', () => {
  const diagnosis = bad('{"code":0,"message":"Transport unknown"}');
  expect(diagnosis).toMatchObject({ cause: 'engine-io-refused' });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('transport=websocket');
});

test('the message of the body stands in the title', () => {
  expect(bad('{"message":"missing api key"}')?.title).toBe(
    'The server finds something wrong with the request (400: "missing api key")',
  );
  expect(bad('{"message":"missing api key"}')?.likelyCauses[0]?.cause).toContain('token or key');
  expect(bad()).toMatchObject({
    cause: 'status-400',
    title: 'The server finds something wrong with the request (400)',
  });
});

test('a query parameter that the body misses is named in title and remedy', () => {
  const diagnosis = bad('{"error":"bad_request","message":"Missing query parameter \\"room\\"."}');
  expect(diagnosis).toMatchObject({
    cause: 'status-400',
    title: 'The server wants a query parameter "room" in the URL (400)',
  });
  expect(diagnosis?.likelyCauses[0]?.cause).toBe('The URL has no query parameter "room"');
  expect(diagnosis?.remedies[0]?.title).toContain('?room=…');
});

test('other statuses are other matters', () => expect(badRequest(refusal(response('HTTP/1.1 401 X')))).toBeUndefined());
