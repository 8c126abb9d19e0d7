import { expect, test } from 'vitest';
import type { Phase } from '../../src/diagnosis/evidence.ts';
import { PhaseLog } from '../../src/session/phaseLog.ts';
import { HandClock } from './loopback.ts';

test('times steps from the beginning of the attempt, and tells each when it is over', () => {
  const clock = new HandClock();
  const told: Phase[] = [];
  const log = new PhaseLog(clock, (phase) => told.push(phase));
  clock.forward(1.5);
  const finishDns = log.begin('dns');
  expect(log.current).toBe('dns');
  clock.forward(2.25);
  expect(told).toEqual([]);
  finishDns({ name: 'dns', host: 'example.test', addresses: ['192.0.2.1'], ok: true });
  const dns = { name: 'dns', host: 'example.test', addresses: ['192.0.2.1'], ok: true, startMs: 1.5, durationMs: 2.25 };
  expect(told).toEqual([dns]);
  expect(log.phases).toEqual([dns]);
});

test('keeps steps that run beside each other apart, in the order of their ends', () => {
  const clock = new HandClock();
  const log = new PhaseLog(clock, () => undefined);
  const first = log.begin('tcp');
  clock.forward(250);
  const second = log.begin('tcp');
  clock.forward(3);
  second({ name: 'tcp', address: '::1', port: 1, family: 'ipv4', ok: true });
  first({ name: 'tcp', address: '127.0.0.1', port: 1, family: 'ipv4', ok: false, code: 'SUPERSEDED' });
  expect(log.phases).toMatchObject([
    { address: '::1', startMs: 250, durationMs: 3 },
    { address: '127.0.0.1', startMs: 0, durationMs: 253, code: 'SUPERSEDED' },
  ]);
});

test('knows the step under way', () => {
  const log = new PhaseLog(new HandClock(), () => undefined);
  log.begin('tcp')({ name: 'tcp', address: '127.0.0.1', port: 1, family: 'ipv4', ok: true });
  log.begin('tls');
  expect(log.current).toBe('tls');
});

test('measures from the attempt’s beginning', () => {
  const clock = new HandClock();
  const log = new PhaseLog(clock, () => undefined);
  const { began } = log;
  clock.forward(7);
  expect(log.elapsed()).toBe(7);
  expect(log.elapsed(began)).toBe(0);
});
