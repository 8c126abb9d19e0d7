import type { Capture, RecordedAttempt } from '../../capture/capture.ts';
import type { TimelineMark } from '../../contract/overview.ts';

/** More could not be told apart in any panel. */
const MAX_MARKS = 300;

type Marked = Pick<Capture, 'attempts' | 'violations' | 'startedAt' | 'table'>;

/** State changes and violations between two moments (milliseconds since the session began), in the order of time. */
export function timelineMarks(capture: Marked, from: number, to: number): readonly TimelineMark[] {
  const atMs = (micros: number): number => (micros - capture.startedAt) / 1000;
  const states = capture.attempts.flatMap((attempt) => stateMarks(attempt, atMs));
  const broken = capture.violations.flatMap(({ violation, frame }): TimelineMark[] =>
    frame === undefined
      ? []
      : [{ atMs: atMs(capture.table.at(frame)), kind: 'violation', title: violation.sentence, frame }],
  );
  return [...states, ...broken]
    .filter((mark) => mark.atMs >= from && mark.atMs <= to)
    .sort((a, b) => a.atMs - b.atMs)
    .slice(0, MAX_MARKS);
}

function stateMarks(attempt: RecordedAttempt, atMs: (micros: number) => number): TimelineMark[] {
  const { number, facts, closing } = attempt;
  const begun: TimelineMark = {
    atMs: atMs(facts.startedAt),
    kind: 'attempt',
    title: number === 1 ? 'The session began' : `Attempt ${number} began`,
    frame: undefined,
  };
  const closes = [closing?.first, closing?.answer].flatMap((close): TimelineMark[] =>
    close === undefined
      ? []
      : [
          {
            atMs: atMs(close.at),
            kind: 'close',
            title: `Close frame from the ${close.from}${close.code === undefined ? '' : `, code ${close.code}`}`,
            frame: close.frame,
          },
        ],
  );
  const ended: TimelineMark[] =
    closing?.ended === undefined
      ? []
      : [
          {
            atMs: atMs(closing.ended.at),
            kind: 'close',
            title: `The stream ended, ${byWhom(closing.ended.by)}`,
            frame: undefined,
          },
        ];
  return [begun, ...closes, ...ended];
}

const byWhom = (by: string): string => (by === 'network' ? 'by the network' : `by the ${by}`);
