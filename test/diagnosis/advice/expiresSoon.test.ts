import { expect, test } from 'vitest';
import { expiresSoon } from '../../../src/diagnosis/advice/expiresSoon.ts';
import { around, certificate, openTo, tls } from './samples.ts';

const withEnd = (...ends: readonly string[]) =>
  expiresSoon(openTo('wss://a.test/', { phases: [tls({ chain: ends.map(certificate) })] }), around);

test('names the certificate, the days and the date', () => {
  const advice = withEnd('2026-06-11T12:00:00.000Z');
  expect(advice?.title).toBe('The certificate "a.test" expires in 10 days');
  expect(advice?.explanation).toContain('2026-06-11');
});

test('an intermediate certificate counts as well', () => {
  expect(withEnd('2027-01-01T00:00:00.000Z', '2026-06-02T12:00:00.000Z')?.title).toContain('1 day');
});

test('nothing about one that lasts, or that has ended and is no advice any more', () => {
  expect(withEnd('2026-09-01T00:00:00.000Z')).toBeUndefined();
  expect(withEnd('2026-05-01T00:00:00.000Z')).toBeUndefined();
  expect(withEnd()).toBeUndefined();
});
