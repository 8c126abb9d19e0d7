import type { TimeSpan } from './timeScale.ts';

/** A span of time in the filter language, as the timeline writes it: `time:+1200us..+3400us`. */
const TERM = /(?:^|\s+)time:\+(\d+)us\.\.\+(\d+)us(?=\s|$)/;

const termOf = ({ from, to }: TimeSpan): string =>
  `time:+${Math.max(0, Math.floor(from * 1000))}us..+${Math.max(0, Math.ceil(to * 1000))}us`;

/** The span that a filter leaves, in milliseconds since the session began, as far as the timeline wrote it. */
export function timeTerm(filter: string): TimeSpan | undefined {
  const [, from, to] = TERM.exec(filter) ?? [];
  return from === undefined || to === undefined ? undefined : { from: Number(from) / 1000, to: Number(to) / 1000 };
}

/** The filter with that span in the place of the one that it had; undefined takes it out. */
export function withTimeTerm(filter: string, span: TimeSpan | undefined): string {
  const rest = filter.replace(TERM, '').trim();
  if (span === undefined) return rest;
  // What stands beside it has to hold too, whatever words it is made of.
  return rest === '' ? termOf(span) : `${/\bor\b|\|/i.test(rest) ? `(${rest})` : rest} ${termOf(span)}`;
}
