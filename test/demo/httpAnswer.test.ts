import { expect, test } from 'vitest';
import { answerBytes, textAnswer } from '../../src/demo/httpAnswer.ts';

const written = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

test('An answer has a status line, its headers in order, the length of its body in bytes, and the body.', () => {
  const text = written(answerBytes({ status: 404, headers: [['X-Two', '2']], body: 'héllo' }));
  expect(text).toMatch(
    /^HTTP\/1\.1 404 Not Found\r\nDate: [^\r]+ GMT\r\nX-Two: 2\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhéllo$/,
  );
});

test('A status without a registered phrase still gets one.', () => {
  expect(written(answerBytes({ status: 599, body: '' }))).toContain('HTTP/1.1 599 Unassigned\r\n');
});

test('204 and 304 have neither a body nor a length.', () => {
  for (const status of [204, 304]) {
    expect(written(answerBytes({ status, body: 'never' }))).toMatch(/Connection: close\r\n\r\n$/);
    expect(written(answerBytes({ status, body: 'never' }))).not.toContain('Content-Length');
  }
});

test('A HEAD gets the length of the body it does not get.', () => {
  expect(written(answerBytes({ status: 200, body: 'four' }, 'HEAD'))).toMatch(
    /Content-Length: 4\r\nConnection: close\r\n\r\n$/,
  );
});

test('A text answer joins its lines and says that it is text.', () => {
  expect(textAnswer(400, ['One.', 'Two.'])).toEqual({
    status: 400,
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body: 'One.\nTwo.\n',
  });
});
