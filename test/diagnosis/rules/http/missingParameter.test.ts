import { expect, test } from 'vitest';
import { missingParameter } from '../../../../src/diagnosis/rules/http/missingParameter.ts';
import { refusal, response } from '../../../support/evidence.ts';

const at = (url: string) => {
  const evidence = refusal(response('HTTP/1.1 400 Bad Request'));
  return { ...evidence, asked: { ...evidence.asked, url } };
};

test.each([
  'Missing query parameter "room".',
  'missing required parameter: `room`',
  "The query parameter 'room' is required",
  'Query param room not provided',
  'query.room: Field required',
])('%s', (message) => {
  expect(missingParameter(message, at('ws://a.test/ws'))).toBe('room');
  expect(missingParameter(message, at('ws://a.test/ws?room=1'))).toBeUndefined();
});

test.each([undefined, 'no such room', 'Missing Upgrade header', 'header.room: Field required', 'Bad parameter "room"'])(
  'names none: %s',
  (message) => expect(missingParameter(message, at('ws://a.test/ws'))).toBeUndefined(),
);
