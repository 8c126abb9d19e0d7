import { expect, test } from 'vitest';
import { interimOnly } from '../../../../src/diagnosis/rules/timeout/interimOnly.ts';
import { evidence, failure, response } from '../../../support/evidence.ts';

const processing = response('HTTP/1.1 102 Processing');

test('interim answers are counted', () => {
  const diagnosis = interimOnly(
    evidence({
      interim: Array.from({ length: 47 }, () => processing),
      failure: failure('timeout', 'HANDSHAKE_TIMEOUT', 'x', { timeoutMs: 1000 }),
    }),
  );
  expect(diagnosis).toMatchObject({
    stage: 'http',
    cause: 'interim-responses-only',
    title: '47 interim 102 Processing responses, but no final one',
  });
  expect(diagnosis?.remedies.at(-1)?.change).toEqual({ kind: 'timeout', ms: 3000 });
});

test('one, and then the end', () => {
  const diagnosis = interimOnly(evidence({ interim: [processing], failure: failure('http', 'ECONNRESET') }));
  expect(diagnosis?.title).toBe('1 interim 102 Processing response, but no final one');
  expect(diagnosis?.explanation).toContain('then the connection ended');
});

test('a final answer makes it another matter', () => {
  expect(
    interimOnly(
      evidence({ interim: [processing], response: response('HTTP/1.1 404 X'), failure: failure('upgrade', 'X') }),
    ),
  ).toBeUndefined();
  expect(interimOnly(evidence({ failure: failure('timeout', 'X') }))).toBeUndefined();
});
