import { expect, test } from 'vitest';
import { tooManyRequests } from '../../../../src/diagnosis/rules/http/tooManyRequests.ts';
import { refusal, response } from '../../../support/evidence.ts';

test('how long to wait', () => {
  expect(
    tooManyRequests(refusal(response('HTTP/1.1 429 Too Many Requests', 'Retry-After: 17'), 'slow down')),
  ).toMatchObject({
    stage: 'http',
    cause: 'rate-limited',
    title: 'Rate-limited (429): retry after 17 s',
    remedies: [{ title: 'Wait 17 s and connect again' }, {}],
  });
});

test('no word of it', () =>
  expect(tooManyRequests(refusal(response('HTTP/1.1 429 X')))?.explanation).toContain('no Retry-After'));

test('other statuses are other matters', () =>
  expect(tooManyRequests(refusal(response('HTTP/1.1 503 X')))).toBeUndefined());
