import type { AttemptFacts, RecordedAttempt } from '../capture/capture.ts';
import type { AttemptObserver } from '../capture/openedCapture.ts';
import type { AskedFor, Evidence } from '../diagnosis/evidence.ts';
import { headerValue, headerValues } from '../protocol/httpHead.ts';
import { askedFor } from './askedFor.ts';
import { EvidenceLog } from './evidenceLog.ts';
import { PhaseLog } from './phaseLog.ts';

/** Gathers the evidence of a capture's attempts while its file is read, by the bytes alone. */
export class RecordedEvidence {
  readonly #logs: EvidenceLog[] = [];

  /** To be given to `openCaptureFile`. */
  readonly observe = (facts: AttemptFacts): AttemptObserver => {
    const phases = new PhaseLog({ now: () => facts.startedAt }, () => undefined);
    const log = new EvidenceLog(() => askedFor(facts.url, { url: facts.url }), phases);
    this.#logs.push(log);
    return {
      sink: {
        ...log.sink,
        handshake: (result, at) => {
          log.sink.handshake(result, at);
          if (result.accepted) log.opened(at);
        },
      },
      bytes: (from, bytes) => {
        if (from === 'server') log.serverWrote(bytes);
      },
      end: (from, at) => {
        if (from === 'server') log.ended(at);
      },
    };
  };

  /** What the bytes of that attempt tell; the steps before the first byte are not in them. */
  of(attempt: RecordedAttempt): Evidence | undefined {
    const evidence = this.#logs[attempt.number - 1]?.evidence();
    return evidence && { ...evidence, asked: askedBy(attempt, evidence.asked) };
  }
}

/** What the request itself shows of what was asked for. */
function askedBy({ request, facts }: RecordedAttempt, asked: AskedFor): AskedFor {
  if (request === undefined) return asked;
  const { secretParameters } = facts;
  return {
    ...asked,
    ...(secretParameters === undefined ? {} : { secretParameters }),
    url: facts.url === '' ? `ws://${headerValue(request, 'Host') ?? 'unknown'}${request.target}` : facts.url,
    headerNames: request.headers.map(({ name }) => name),
    origin: headerValue(request, 'Origin'),
    subprotocols: headerValues(request, 'Sec-WebSocket-Protocol').flatMap((list) => list.split(/\s*,\s*/)),
    deflate: (headerValue(request, 'Sec-WebSocket-Extensions') ?? '').includes('permessage-deflate'),
  };
}
