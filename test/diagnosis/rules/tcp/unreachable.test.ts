import { expect, test } from 'vitest';
import { unreachable } from '../../../../src/diagnosis/rules/tcp/unreachable.ts';
import { evidence, failure, tcpFailed } from '../../../support/evidence.ts';

test.each([
  ['EHOSTUNREACH', 'host-unreachable', 'no machine answers'],
  ['ENETUNREACH', 'host-unreachable', 'no route'],
  ['EACCES', 'connection-forbidden', 'forbids'],
])('%s', (code, cause, words) => {
  const diagnosis = unreachable(
    evidence({ failure: failure('tcp', code), phases: [tcpFailed('192.0.2.7', 80, code)] }),
  );
  expect(diagnosis).toMatchObject({ stage: 'tcp', cause });
  expect(diagnosis?.explanation).toContain(words);
  expect(diagnosis?.explanation).toContain('192.0.2.7');
});

test('IPv6 addresses only: the network may have none', () => {
  const diagnosis = unreachable(
    evidence({ failure: failure('tcp', 'ENETUNREACH'), phases: [tcpFailed('2001:db8::1', 80, 'ENETUNREACH')] }),
  );
  expect(diagnosis?.likelyCauses[0]?.cause).toBe('This network has no IPv6');
});

test('a refusal is another matter', () =>
  expect(unreachable(evidence({ failure: failure('tcp', 'ECONNREFUSED') }))).toBeUndefined());
