import { expect, test } from 'vitest';
import { nameServerFailed } from '../../../../src/diagnosis/rules/dns/nameServerFailed.ts';
import type { Phase } from '../../../../src/diagnosis/evidence.ts';
import { dnsOk, evidence, failure } from '../../../support/evidence.ts';

test('the name server is told from the name', () => {
  const diagnosis = nameServerFailed(
    evidence({
      failure: failure('dns', 'EAI_AGAIN'),
      phases: [
        {
          name: 'dns',
          host: 'example.test',
          addresses: [],
          startMs: 0,
          durationMs: 5003,
          ok: false,
          code: 'EAI_AGAIN',
        },
      ],
    }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'dns',
    cause: 'name-server-failed',
    title: 'The name server gave no answer for example.test',
  });
  expect(diagnosis?.explanation).toContain('failed after 5 s with EAI_AGAIN');
});

test('another stage is not its matter', () =>
  expect(nameServerFailed(evidence({ failure: failure('tcp', 'ECONNREFUSED') }))).toBeUndefined());

test.each([
  ['EREFUSED', 'refused to look up', 'refused the question (REFUSED)'],
  ['ESERVFAIL', 'failed to look up', 'answered with a failure (SERVFAIL)'],
  ['ECONNREFUSED', 'No name server could be asked', 'nothing listens as the name server 192.0.2.53:5353'],
  ['ETIMEOUT', 'gave no answer', 'no answer came from the name server 192.0.2.53:5353'],
  ['EBADRESP', 'nonsense', 'no well-formed answer'],
])('%s of a name server of one’s own', (code, title, words) => {
  const diagnosis = nameServerFailed(
    evidence({
      failure: failure('dns', code),
      phases: [{ ...dnsOk, addresses: [], servers: ['192.0.2.53:5353'], ok: false, code } as Phase],
    }),
  );
  expect(diagnosis).toMatchObject({ stage: 'dns', cause: 'name-server-failed' });
  expect(diagnosis?.title).toContain(title);
  expect(diagnosis?.title).toContain('example.test');
  expect(diagnosis?.explanation).toContain(words);
  expect(diagnosis?.evidence[0]?.text).toContain('asked of 192.0.2.53:5353');
  expect(JSON.stringify(diagnosis)).not.toContain('comes from the resolver of this machine');
});
