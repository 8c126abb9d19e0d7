import { expect, test } from 'vitest';
import { notVerified } from '../../../src/diagnosis/advice/notVerified.ts';
import { around, openTo, tls } from './samples.ts';

const off = { asked: { verifyTls: false } };

test('tells the verdict that was passed over', () => {
  const phases = [tls({ verified: false, verifyCode: 'CERT_HAS_EXPIRED' })];
  const advice = notVerified(openTo('wss://a.test/', { ...off, phases }), around);
  expect(advice?.explanation).toContain('CERT_HAS_EXPIRED');
  expect(advice?.remedy).toBeUndefined();
});

test('offers to switch verification on where it would pass', () => {
  expect(notVerified(openTo('wss://a.test/', { ...off, phases: [tls()] }), around)?.remedy?.change).toEqual({
    kind: 'verify-tls',
    on: true,
  });
});

test('nothing while it is on, and nothing without TLS', () => {
  expect(notVerified(openTo('wss://a.test/', { phases: [tls()] }), around)).toBeUndefined();
  expect(notVerified(openTo('ws://a.test/', off), around)).toBeUndefined();
});
