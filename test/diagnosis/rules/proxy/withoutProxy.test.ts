import { expect, test } from 'vitest';
import { proxyBroken } from '../../../../src/diagnosis/rules/proxy/proxyBroken.ts';
import { proxyRefused } from '../../../../src/diagnosis/rules/proxy/proxyRefused.ts';
import { withoutProxy } from '../../../../src/diagnosis/rules/proxy/withoutProxy.ts';
import { checkProxy } from '../../../../src/profiles/check/checkNetwork.ts';
import { options } from '../../../../src/profiles/optionSpec.ts';
import { evidence, failure, response } from '../../../support/evidence.ts';

test('changes an option that there is to a value that it takes', () => {
  const { change } = withoutProxy;
  if (change?.kind !== 'option') return expect.fail('no change of an option');
  expect(options.map(({ path }) => path)).toContain(change.path);
  expect(checkProxy(String(change.value))).toEqual([]);
});

test('is offered for every trouble with a proxy', () => {
  const refused = (status: number) =>
    proxyRefused(
      evidence({
        failure: failure('proxy', 'PROXY_REFUSED'),
        proxyAnswer: { head: response(`HTTP/1.1 ${status} No`) },
      }),
    );
  const broken = proxyBroken(evidence({ failure: failure('proxy', 'PROXY_CLOSED') }));
  for (const diagnosis of [refused(403), refused(407), refused(502), broken])
    expect(diagnosis?.remedies).toContainEqual(withoutProxy);
});
