import { expect, test } from 'vitest';
import { nameServerFailed } from '../../../../src/diagnosis/rules/dns/nameServerFailed.ts';
import { evidence, failure } from '../../../support/evidence.ts';

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
