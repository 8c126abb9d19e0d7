import * as v from 'valibot';
import type { RecordedAttempt } from '../capture/capture.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import type { Diagnosis, Stage } from '../diagnosis/diagnosis.ts';
import type { RecordedEvidence } from './recordedEvidence.ts';

const stages: readonly Stage[] = [
  'url',
  'dns',
  'tcp',
  'proxy',
  'tls',
  'http',
  'upgrade',
  'subprotocol',
  'extensions',
  'timeout',
  'framing',
  'closing',
];

/** What of a diagnosis is printed; a capture file may have been written by anybody. */
const diagnosis = v.looseObject({
  stage: v.picklist(stages),
  cause: v.string(),
  title: v.string(),
  explanation: v.string(),
  evidence: v.array(v.looseObject({ text: v.string() })),
  likelyCauses: v.array(v.object({ cause: v.string(), because: v.string() })),
  remedies: v.array(v.looseObject({ title: v.string() })),
  section: v.string(),
});

/** What a session writes at an attempt's end, as far as it is read again. */
export const finishedRecord = v.looseObject({
  diagnoses: v.array(diagnosis as unknown as v.GenericSchema<unknown, Diagnosis>),
});

/**
 * What the session wrote at its end, as it knew more than the bytes say. A file of another program, one that was cut off, or one
 * that somebody changed has none: then the bytes themselves are judged.
 */
export function diagnosesOf(attempt: RecordedAttempt, recorded: RecordedEvidence): readonly Diagnosis[] {
  const written = v.safeParse(finishedRecord, attempt.finished);
  if (written.success) return written.output.diagnoses;
  const evidence = recorded.of(attempt);
  return evidence === undefined ? [] : diagnose(evidence);
}
