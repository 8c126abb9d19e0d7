import { expect, test } from 'vitest';
import { ladderOf } from '../../../src/session/probe/ladder.ts';
import * as sample from '../../support/evidence.ts';

const refused = sample.response('HTTP/1.1 403 Forbidden');

test('every rung that was needed, the ordinary request and the upgrade last', () => {
  const evidence = sample.refusal(refused);
  const steps = ladderOf({ evidence, accepted: false, diagnosis: undefined }, refused);
  expect(steps.map(({ name, ok }) => `${name} ${ok}`)).toEqual(['dns true', 'tcp true', 'get true', 'upgrade false']);
  expect(steps.at(-2)?.said).toBe('an ordinary request is answered 403 Forbidden');
});

test('ends at the rung that broke, with the system’s words', () => {
  const evidence = sample.evidence({ phases: [sample.dnsOk, { ...sample.tcpOk, ok: false, code: 'ECONNREFUSED' }] });
  expect(ladderOf({ evidence, accepted: false, diagnosis: undefined }, undefined)).toMatchObject([
    { name: 'dns', ok: true },
    { name: 'tcp', ok: false, said: 'ECONNREFUSED' },
  ]);
});

test('one address that answered is enough', () => {
  const lost = { ...sample.tcpOk, ok: false, code: 'SUPERSEDED' };
  const evidence = sample.evidence({ phases: [lost, sample.tcpOk] });
  const [tcp] = ladderOf({ evidence, accepted: true, diagnosis: undefined }, undefined);
  expect(tcp).toMatchObject({ name: 'tcp', ok: true });
  expect(tcp?.said).toContain('of 2 tries');
});
