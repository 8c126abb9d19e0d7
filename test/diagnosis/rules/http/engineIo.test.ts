import { expect, test } from 'vitest';
import { engineIo } from '../../../../src/diagnosis/rules/http/engineIo.ts';
import { refusal, response } from '../../../support/evidence.ts';

const at = (query: string, text: string, status = '400 Bad Request') =>
  engineIo(refusal(response(`HTTP/1.1 ${status}`), text, { asked: { url: `ws://example.test/socket.io/${query}` } }));

test.each(['Transport unknown', '{"code":0,"message":"Transport unknown"}'])('no transport: %s', (text) => {
  const diagnosis = at('', text);
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'engine-io-refused',
    title: 'The Socket.IO server refuses the request (400: "Transport unknown")',
  });
  expect(diagnosis?.remedies[0]?.change).toEqual({
    kind: 'url',
    url: 'ws://example.test/socket.io/?EIO=4&transport=websocket',
  });
});

test('a transport that is not allowed cannot be mended from here', () => {
  const diagnosis = at('?EIO=4&transport=websocket', 'Transport unknown');
  expect(diagnosis?.remedies[0]).toEqual({ title: 'Allow "websocket" among the transports of the server' });
});

test('a session that is not there is left out', () => {
  const diagnosis = at('?EIO=4&transport=websocket&sid=gone&room=1', 'Session ID unknown');
  expect(diagnosis?.title).toContain('Session ID unknown');
  expect(diagnosis?.remedies[0]?.change).toEqual({
    kind: 'url',
    url: 'ws://example.test/socket.io/?EIO=4&transport=websocket&room=1',
  });
});

test.each([
  ['3', '4'],
  ['4', '3'],
])('version %s of the protocol is not spoken: try %s', (version, other) => {
  const diagnosis = at(`?EIO=${version}&transport=websocket`, 'Unsupported protocol version');
  expect(diagnosis?.explanation).toContain(`version ${version} of the protocol`);
  expect(diagnosis?.remedies[0]?.change).toEqual({
    kind: 'url',
    url: `ws://example.test/socket.io/?EIO=${other}&transport=websocket`,
  });
});

test('words that others use too count on its usual path only', () => {
  expect(at('?EIO=4&transport=websocket', 'Bad request')).toMatchObject({ cause: 'engine-io-refused' });
  expect(at('', 'Forbidden', '403 Forbidden')?.explanation).toContain('allowRequest');
  expect(engineIo(refusal(response('HTTP/1.1 400 X'), 'Bad request'))).toBeUndefined();
  expect(engineIo(refusal(response('HTTP/1.1 404 X'), 'Transport unknown'))).toBeUndefined();
});
