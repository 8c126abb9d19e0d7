import * as v from 'valibot';
import type { Diagnosis, Stage } from '../diagnosis/diagnosis.ts';

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
