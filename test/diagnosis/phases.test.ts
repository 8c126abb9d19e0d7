import { expect, test } from 'vitest';
import { connectedTo, failureText, phasesNamed } from '../../src/diagnosis/phases.ts';
import { dnsOk, evidence, failure, tcpFailed, tcpOk } from '../support/evidence.ts';

const attempt = evidence({
  phases: [dnsOk, tcpFailed('::1', 80, 'ECONNREFUSED'), tcpOk],
  failure: failure('http', 'EPROTO', 'SSL alert number 40'),
});

test('phases by name', () => {
  expect(phasesNamed(attempt, 'tcp').map(({ address }) => address)).toEqual(['::1', '192.0.2.7']);
  expect(connectedTo(attempt)?.address).toBe('192.0.2.7');
});

test('all that the system said', () => {
  expect(failureText(attempt)).toContain('EPROTO\nSSL alert number 40');
  expect(failureText(attempt)).toContain('ECONNREFUSED connect ECONNREFUSED ::1');
});
