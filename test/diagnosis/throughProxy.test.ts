import { expect, test } from 'vitest';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { Phase } from '../../src/diagnosis/evidence.ts';
import { throughProxy } from '../../src/diagnosis/throughProxy.ts';
import { evidence } from '../support/evidence.ts';

const diagnosis = (cause: string): Diagnosis => ({
  ...{ stage: 'http', cause, title: 'T', explanation: 'E.', evidence: [], likelyCauses: [], remedies: [] },
  section: 'RFC 9112 §8',
});
const tunnel = (ok: boolean): Phase => ({
  ...{ name: 'proxy', proxy: 'http://p.test:8080', kind: 'http', from: 'options' },
  ...{ startMs: 0, durationMs: 3, ok },
});
const via = (ok = true) => evidence({ asked: { proxy: 'http://p.test:8080' }, phases: [tunnel(ok)] });

test('the proxy is among the causes, and the way around it among the remedies', () => {
  const told = throughProxy(diagnosis('closed-without-answer'), via());
  expect(told.likelyCauses[0]?.because).toBe('The connection goes through http://p.test:8080.');
  expect(told.remedies[0]?.change).toEqual({ kind: 'option', path: 'proxy', value: 'none' });
  expect(throughProxy(told, via()).remedies).toHaveLength(1);
});

test.each([
  ['without a proxy', 'closed-without-answer', evidence()],
  ['a tunnel that was never opened', 'closed-without-answer', via(false)],
  ['a matter of the server’s alone', 'accept-wrong', via()],
])('%s', (_, cause, given) => expect(throughProxy(diagnosis(cause), given)).toEqual(diagnosis(cause)));
