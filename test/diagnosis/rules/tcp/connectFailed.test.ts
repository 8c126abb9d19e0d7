import { expect, test } from 'vitest';
import { connectFailed } from '../../../../src/diagnosis/rules/tcp/connectFailed.ts';
import { evidence, failure, tcpFailed } from '../../../support/evidence.ts';

test.each([
  ['ETIMEDOUT', 'tcp-timeout', 'gave up after 2 min 7 s'],
  ['ECONNRESET', 'tcp-reset', 'before any request was sent'],
  ['EADDRINUSE', 'tcp-failed', 'EADDRINUSE: connect EADDRINUSE'],
])('%s', (code, cause, words) => {
  const attempt = evidence({
    failure: failure('tcp', code, `connect ${code}`),
    phases: [tcpFailed('192.0.2.7', 80, code, 127_000)],
  });
  expect(connectFailed(attempt)).toMatchObject({ stage: 'tcp', cause });
  expect(connectFailed(attempt)?.explanation).toContain(words);
});

test('another stage is not its matter', () =>
  expect(connectFailed(evidence({ failure: failure('dns', 'ENOTFOUND') }))).toBeUndefined());
