import { expect, test } from 'vitest';
import { notFound } from '../../../../src/diagnosis/rules/http/notFound.ts';
import { refusal, response } from '../../../support/evidence.ts';

const missing = (text?: string, url = 'ws://example.test/chat') =>
  notFound(refusal(response('HTTP/1.1 404 Not Found'), text, { asked: { url } }));

test('Express says which path it looked for', () => {
  const diagnosis = missing('<pre>Cannot GET /chat</pre>');
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'path-not-found',
    title: 'Nothing at /chat on example.test (404: "Cannot GET /chat")',
  });
  expect(diagnosis?.likelyCauses[0]?.cause).toContain('Express');
});

test('a path that was changed on the way', () =>
  expect(missing('<pre>Cannot GET /api/chat</pre>')?.explanation).toContain('It looked for "/api/chat"'));

test.each([
  ['ws://example.test/chat', 'ws://example.test/chat/'],
  ['ws://example.test/chat/', 'ws://example.test/chat'],
  ['ws://example.test/', 'ws://example.test/ws'],
  ['ws://example.test/socket.io', 'ws://example.test/socket.io/?EIO=4&transport=websocket'],
])('%s: %s is one click away', (url, other) =>
  expect(missing('', url)?.remedies[0]?.change).toEqual({ kind: 'url', url: other }),
);

test('other statuses are other matters', () => expect(notFound(refusal(response('HTTP/1.1 405 X')))).toBeUndefined());
