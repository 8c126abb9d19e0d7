import { expect, test } from 'vitest';
import { proxyUnusable } from '../../../../src/diagnosis/rules/proxy/proxyUnusable.ts';
import { withoutProxy } from '../../../../src/diagnosis/rules/proxy/withoutProxy.ts';
import { evidence, failure } from '../../../support/evidence.ts';

test('says where to look, and offers to go without', () => {
  const diagnosis = proxyUnusable(
    evidence({ failure: failure('proxy', 'PROXY_UNUSABLE', 'The setting http.proxy is …') }),
  );
  expect(diagnosis).toMatchObject({ stage: 'proxy', cause: 'proxy-unusable' });
  expect(diagnosis?.explanation).toContain('The setting http.proxy');
  expect(diagnosis?.remedies[0]).toEqual(withoutProxy);
});

test('other failures are not its matter', () => {
  expect(proxyUnusable(evidence({ failure: failure('proxy', 'PROXY_CLOSED') }))).toBeUndefined();
});
