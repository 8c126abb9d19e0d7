import { expect, test } from 'vitest';
import { parseFilter } from '../../../src/capture/filter/language/parse.ts';
import { timeTerm, withTimeTerm } from '../../../webview/timeline/timeTerm.ts';

test('a span comes into a filter, in the place of another, and out of it', () => {
  const first = withTimeTerm('from:client', { from: 1.2345, to: 3.4001 });
  expect(first).toBe('from:client time:+1234us..+3401us');
  expect(timeTerm(first)).toEqual({ from: 1.234, to: 3.401 });
  const second = withTimeTerm(first, { from: 5, to: 6 });
  expect(second).toBe('from:client time:+5000us..+6000us');
  expect(withTimeTerm(second, undefined)).toBe('from:client');
  expect(withTimeTerm('', { from: 0, to: 1 })).toBe('time:+0us..+1000us');
  expect(withTimeTerm('time:+0us..+1000us', undefined)).toBe('');
});

test('alternatives stay together', () => {
  expect(withTimeTerm('ping or pong', { from: 0, to: 1 })).toBe('(ping or pong) time:+0us..+1000us');
});

test.each(['', 'from:client', 'op:text or op:ping'])('the filter language reads it beside %j', (filter) => {
  expect(parseFilter(withTimeTerm(filter, { from: 0, to: 2000 })).ok).toBe(true);
});

test("other words on time are not the timeline's", () => {
  expect(timeTerm('time:+5s..+10s')).toBeUndefined();
  expect(timeTerm('xtime:+1us..+2us')).toBeUndefined();
});
