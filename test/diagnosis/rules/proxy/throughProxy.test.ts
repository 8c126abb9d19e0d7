import { expect, test } from 'vitest';
import { connectFailed } from '../../../../src/diagnosis/rules/tcp/connectFailed.ts';
import { throughProxy } from '../../../../src/diagnosis/rules/proxy/throughProxy.ts';
import { evidence, failure, tcpFailed } from '../../../support/evidence.ts';

const remedy = { change: { kind: 'option', path: 'proxy', value: 'editor' } };

test('only where the options go around a proxy', () => {
  expect(throughProxy(evidence({ asked: { proxyOff: true } }))).toMatchObject([remedy]);
  expect(throughProxy(evidence())).toEqual([]);
});

test('a port that never answers is tried through the proxy by a click', () => {
  const refused = evidence({
    asked: { proxyOff: true },
    phases: [tcpFailed('192.0.2.7', 80, 'ETIMEDOUT')],
    failure: failure('tcp', 'ETIMEDOUT'),
  });
  expect(connectFailed(refused)).toMatchObject({
    remedies: expect.arrayContaining([expect.objectContaining(remedy)]) as unknown,
  });
});
