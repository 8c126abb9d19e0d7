import { expect, test } from 'vitest';
import { subprotocolWanted } from '../../../../src/diagnosis/rules/http/subprotocolWanted.ts';
import { refusal, request, response } from '../../../support/evidence.ts';

const answer = response('HTTP/1.1 400 Bad Request', 'Sec-WebSocket-Version: 13');
const words = 'This route needs a subprotocol: send Sec-WebSocket-Protocol, for example "chat.v1" or "chat.v2".';

test('names of the body are one click away', () => {
  const diagnosis = subprotocolWanted(refusal(answer, words));
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'subprotocol-wanted',
    title: 'The server wants a subprotocol',
  });
  expect(diagnosis?.remedies).toEqual([
    { title: 'Offer the subprotocol "chat.v1"', change: { kind: 'subprotocols', subprotocols: ['chat.v1'] } },
    { title: 'Offer the subprotocol "chat.v2"', change: { kind: 'subprotocols', subprotocols: ['chat.v2'] } },
    { title: expect.stringContaining('Options → Subprotocols') as string },
  ]);
});

test('without names it is said where to enter one', () => {
  const diagnosis = subprotocolWanted(refusal(answer, 'Subprotocol missing'));
  expect(diagnosis?.remedies).toEqual([
    { title: 'Enter the subprotocol that the server’s documentation names under Options → Subprotocols' },
  ]);
  expect(diagnosis?.evidence.map(({ text }) => text)).toContain('our request: no Sec-WebSocket-Protocol');
});

test('a request that offered one, and a body about something else, are other matters', () => {
  expect(subprotocolWanted(refusal(answer, words, { asked: { subprotocols: ['x'] } }))).toBeUndefined();
  const withHeader = { request: request('Sec-WebSocket-Protocol: x') };
  expect(subprotocolWanted(refusal(answer, words, withHeader))).toBeUndefined();
  expect(subprotocolWanted(refusal(answer, 'no api key'))).toBeUndefined();
  expect(subprotocolWanted(refusal(response('HTTP/1.1 503 X'), words))).toBeUndefined();
  expect(subprotocolWanted(refusal(answer, `'upgrade' token not found. ${words}`))).toBeUndefined();
});

test('any refusal of the request may speak of one', () => {
  const diagnosis = subprotocolWanted(
    refusal(response('HTTP/1.1 406 Not Acceptable'), '{"error":"unsupported subprotocol, use graphql-transport-ws"}'),
  );
  expect(diagnosis?.explanation).toContain(
    'the server answered 406 and speaks of one. It names "graphql-transport-ws"',
  );
});
