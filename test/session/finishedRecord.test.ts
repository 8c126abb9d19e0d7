import * as v from 'valibot';
import { expect, test } from 'vitest';
import { finishedRecord } from '../../src/session/finishedRecord.ts';

const diagnosis = {
  stage: 'http',
  cause: 'not-found',
  title: 'Nothing there',
  explanation: 'It said 404.',
  evidence: [{ text: 'HTTP/1.1 404 Not Found', source: { kind: 'response' } }],
  likelyCauses: [{ cause: 'The path is wrong', because: 'It said so.' }],
  remedies: [{ title: 'Look up the path', change: { kind: 'url', url: 'ws://a/' } }],
  section: 'RFC 9110 §15.5.5',
};

test('what a session wrote is read as it was', () => {
  const record = { phases: [], diagnoses: [diagnosis] };
  expect(v.parse(finishedRecord, record)).toEqual(record);
});

test.each([
  [undefined],
  ['text'],
  [{}],
  [{ diagnoses: 'none' }],
  [{ diagnoses: [{ ...diagnosis, evidence: 'HTTP/1.1 404' }] }],
  [{ diagnoses: [{ ...diagnosis, stage: 'weather' }] }],
  [{ diagnoses: [{ ...diagnosis, remedies: [{}] }] }],
])('what somebody else wrote is not: %j', (record) => {
  expect(v.is(finishedRecord, record)).toBe(false);
});
