import { expect, test } from 'vitest';
import { askedToWait, longestWait, mayRetry, stoodFor, waitBefore } from '../../src/session/reconnect.ts';
import { evidence, failure, opened, refusal, response, traffic } from '../support/evidence.ts';

test('waits twice as long each time, up to the longest, and not once more than it may', () => {
  const options = { tries: 5, delay: 100, maxDelay: 500, jitter: 0 };
  expect([1, 2, 3, 4, 5, 6].map((number) => waitBefore(number, options, 0.5))).toEqual([
    100,
    200,
    400,
    500,
    500,
    undefined,
  ]);
});

test('takes a part of the wait away by chance', () => {
  const options = { tries: 1, delay: 1000, jitter: 0.4 };
  expect(waitBefore(1, options, 0)).toBe(1000);
  expect(waitBefore(1, options, 0.5)).toBe(800);
  expect(waitBefore(1, options, 1)).toBe(600);
});

test('tries no more unless asked to', () => {
  expect(waitBefore(1, {}, 0)).toBeUndefined();
});

test('knows how long a connection stood', () => {
  expect(stoodFor(opened({ traffic: traffic({ openedMs: 20, endedMs: 520 }) }))).toBe(500);
  expect(stoodFor(evidence({ failure: failure('tcp', 'ECONNREFUSED') }))).toBe(0);
  expect(longestWait({ maxDelay: 70 })).toBe(70);
  expect(longestWait({})).toBe(30_000);
});

test.each([
  ['a refused connection', evidence({ failure: failure('tcp', 'ECONNREFUSED') }), true],
  ['500', refusal(response('HTTP/1.1 500 Oops')), true],
  ['503', refusal(response('HTTP/1.1 503 Busy')), true],
  ['400', refusal(response('HTTP/1.1 400 Bad')), false],
  ['429', refusal(response('HTTP/1.1 429 Slow')), false],
  ['a cancelled attempt', evidence({ failure: failure('cancelled', 'CANCELLED') }), false],
  ['a connection that broke', opened({ failure: failure('closing', 'ECONNRESET') }), true],
] as const)('after %s: %s', (_what, after, wanted) => {
  expect(mayRetry(after)).toBe(wanted);
});

test('not after a clean close, unless it was for silence', () => {
  const clean = { code: 1000, reason: '', clean: true, first: undefined, answer: undefined, ended: undefined } as never;
  expect(mayRetry(opened({ closing: clean }))).toBe(false);
  expect(mayRetry(opened({ closing: clean, failure: failure('timeout', 'IDLE_TIMEOUT') }))).toBe(true);
});

test.each([
  ['a 503 that says so', 'HTTP/1.1 503 Busy', 'Retry-After: 7', 7000],
  ['a 503 that asks for more than five minutes', 'HTTP/1.1 503 Busy', 'Retry-After: 86400', 300_000],
  ['a 503 that does not say', 'HTTP/1.1 503 Busy', 'Server: x', undefined],
  ['a 500, where it has no meaning', 'HTTP/1.1 500 Oops', 'Retry-After: 7', undefined],
])('waits as long as the server asks: %s', (_, start, header, ms) => {
  expect(askedToWait(refusal(response(start, header)), 0)).toBe(ms);
});
