import { expect, test } from 'vitest';
import { notRecognised } from '../../../src/diagnosis/rules/notRecognised.ts';
import {
  dnsOk,
  evidence,
  failure,
  frameViolation,
  opened,
  refusal,
  response,
  tcpOk,
  traffic,
} from '../../support/evidence.ts';

test('the stage, the words of the system, and all that was recorded', () => {
  const diagnosis = notRecognised(
    evidence({
      phases: [dnsOk, tcpOk],
      failure: failure('http', 'EWHATEVER', 'never seen'),
      traffic: traffic({ unrecognised: Uint8Array.of(1, 2, 3) }),
      violations: [frameViolation('head-bare-cr', 'A CR alone.', undefined)],
    }),
  );
  expect(diagnosis).toMatchObject({ stage: 'http', cause: 'not-recognised' });
  expect(diagnosis.explanation).toContain('The system said EWHATEVER: never seen.');
  expect(diagnosis.evidence.map(({ text }) => text)).toEqual([
    'dns example.test → 192.0.2.7: ok in 2 ms',
    'tcp 192.0.2.7 port 80: ok in 12 ms',
    '01 02 03',
    'A CR alone. (RFC 6455 §5.2)',
  ]);
});

test('the stage of one that was open, and of one without a failure', () => {
  expect(notRecognised(opened({ traffic: traffic({ openedMs: 1, endedMs: 5 }) }))).toMatchObject({
    stage: 'closing',
    title: 'The connection ended uncleanly, in a way that is not recognised',
  });
  expect(notRecognised(evidence({ phases: [{ ...tcpOk, ok: false }] })).stage).toBe('tcp');
  expect(
    notRecognised({ ...refusal(response('HTTP/1.1 404 X'), 'gone'), failure: undefined }).evidence.map(
      ({ text }) => text,
    ),
  ).toContain('gone');
});
