import type { Diagnosis } from './diagnosis.ts';
import type { Evidence } from './evidence.ts';
import { phasesNamed } from './phases.ts';
import { maskUrl } from './redact.ts';
import { withoutProxy } from './rules/proxy/withoutProxy.ts';

/** Ends and answers that a proxy brings about as well as the server does. */
const doubtful: ReadonlySet<string> = new Set([
  'closed-without-answer',
  'reset-without-answer',
  'answer-cut',
  'no-response',
  'response-unfinished',
  'upgrade-header-stripped',
  'status-200',
  'html-page',
  'not-http',
  'other-protocol',
  'upgrade-missing',
  'connection-missing',
  'text-instead-of-frames',
  'chunks-instead-of-frames',
  'closed-right-after-opening',
  'reset-right-after-opening',
  'closed-without-close-frame',
  'connection-reset',
  'idle-timeout',
  'lifetime-limit',
]);

/** Where a tunnel lies in between, it may be the proxy's doing: that is said, and the way around it offered. */
export function throughProxy(diagnosis: Diagnosis, evidence: Evidence): Diagnosis {
  const { proxy } = evidence.asked;
  const opened = phasesNamed(evidence, 'proxy').at(-1)?.ok === true;
  if (proxy === undefined || !opened || !doubtful.has(diagnosis.cause)) return diagnosis;
  const around = JSON.stringify(withoutProxy.change);
  const offered = diagnosis.remedies.some(({ change }) => JSON.stringify(change) === around);
  return {
    ...diagnosis,
    likelyCauses: [
      ...diagnosis.likelyCauses,
      {
        cause: 'The proxy opened the tunnel and then interfered: it reads, filters or ends what goes through',
        because: `The connection goes through ${maskUrl(proxy)}.`,
      },
    ],
    remedies: offered ? diagnosis.remedies : [...diagnosis.remedies, withoutProxy],
  };
}
