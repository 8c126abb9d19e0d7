import type { Capture, RecordedAttempt, RecordedViolation } from '../../capture/capture.ts';
import type { ListEvent } from '../../contract/listPage.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { AttemptReason } from '../../diagnosis/report/reportedHandshake.ts';

/** An event and the 0-based frame that it stands before, which may be the next one to come. */
export interface PlacedEvent {
  readonly before: number;
  readonly event: ListEvent;
}

/** What a capture and its session have to tell between frames. */
export interface EventSource {
  readonly capture: Pick<Capture, 'attempts' | 'violations' | 'startedAt' | 'table'>;
  /** Why there was each attempt; fewer when it is not known. */
  readonly reasons: readonly AttemptReason[];
  /** What the last attempt came to; undefined while it goes on, or when all went well. */
  readonly diagnosis: Diagnosis | undefined;
}

/** All events, in the order of their places. */
export function listEvents({ capture, reasons, diagnosis }: EventSource): readonly PlacedEvent[] {
  const { attempts } = capture;
  const last = attempts.at(-1);
  const events = attempts.flatMap((attempt) => {
    const own = capture.violations.filter((violation) => violation.attempt === attempt.number);
    return [
      ...(attempt.number === 1 ? [] : [beginning(capture, attempt, reasons[attempt.number - 1])]),
      ...own.map((violation) => broken(capture, attempt, violation)).sort((a, b) => a.before - b.before),
    ];
  });
  if (last === undefined || diagnosis === undefined) return events;
  const { title, section } = diagnosis;
  const event: ListEvent = { event: 'diagnosis', atMs: undefined, title, section, frame: undefined };
  return [...events, { before: endOf(last), event }];
}

const endOf = (attempt: RecordedAttempt): number => attempt.firstFrame + attempt.frames;

function beginning(
  capture: EventSource['capture'],
  { number, firstFrame, facts }: RecordedAttempt,
  reason: AttemptReason | undefined,
): PlacedEvent {
  const atMs = Math.round(facts.startedAt - capture.startedAt) / 1000;
  const title = `Attempt ${number}${reason === undefined ? '' : `: ${why(reason)}`}`;
  return { before: firstFrame, event: { event: 'attempt', atMs, title, section: '', frame: undefined } };
}

function why(reason: AttemptReason): string {
  switch (reason.kind) {
    case 'first':
      return 'the first one';
    case 'redirect':
      return `redirected by status ${reason.status} of ${reason.from}`;
    case 'reconnect':
      return `reconnecting after ${Math.round(reason.waitedMs)} ms. ${reason.after}`;
  }
}

/** A broken rule stands below its frame; one of the handshake before all frames, one of the ending after them. */
function broken(
  capture: EventSource['capture'],
  attempt: RecordedAttempt,
  { violation, frame }: RecordedViolation,
): PlacedEvent {
  const { sentence: title, section, rule } = violation;
  const atMs = frame === undefined ? undefined : Math.round(capture.table.at(frame) - capture.startedAt) / 1000;
  const ofHandshake = /^(head|request|response)-/.test(rule);
  const before = frame === undefined ? (ofHandshake ? attempt.firstFrame : endOf(attempt)) : frame + 1;
  return { before, event: { event: 'violation', atMs, title, section, frame } };
}
