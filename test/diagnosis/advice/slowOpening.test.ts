import { expect, test } from 'vitest';
import { slowOpening } from '../../../src/diagnosis/advice/slowOpening.ts';
import type { Phase } from '../../../src/diagnosis/evidence.ts';
import { dnsOk, opened, tcpFailed, tcpOk, traffic } from '../../support/evidence.ts';
import { around, tls } from './samples.ts';

const openAfter = (openedMs: number, ...phases: Phase[]) => opened({ phases, traffic: traffic({ openedMs }) });
const response: Phase = { name: 'response', bytes: 129, startMs: 10, durationMs: 2900, ok: true };
const proxy: Phase = {
  ...{ name: 'proxy', proxy: 'http://p.test:8080', kind: 'http', from: 'options' },
  ...{ startMs: 0, durationMs: 3000, ok: true },
};

test.each<[string, Phase]>([
  ['the lookup of example.test took 3 s', { ...dnsOk, durationMs: 3000 }],
  ['the TCP connection to 192.0.2.7 took 3 s', { ...tcpOk, durationMs: 3000 }],
  ['a try of 2001:db8::1 that failed took 3 s', tcpFailed('2001:db8::1', 80, 'ETIMEDOUT', 3000)],
  ['the proxy took 3 s', proxy],
  ['the TLS handshake took 3 s', tls({ durationMs: 3000 })],
  ['the server’s answer took 2.9 s', response],
])('%s', (words, phase) => {
  const advice = slowOpening(openAfter(3100, phase), around);
  expect(advice).toMatchObject({ cause: 'slow-opening', title: `Opening took 3.1 s, of which ${words}` });
  expect(advice?.explanation).toMatch(/\.$/);
});

test('quick, or slow everywhere', () => {
  expect(slowOpening(openAfter(900, { ...dnsOk, durationMs: 890 }), around)).toBeUndefined();
  expect(
    slowOpening(openAfter(3000, { ...dnsOk, durationMs: 900 }, { ...tcpOk, durationMs: 900 }), around),
  ).toBeUndefined();
  expect(slowOpening(opened({ traffic: traffic() }), around)).toBeUndefined();
});
