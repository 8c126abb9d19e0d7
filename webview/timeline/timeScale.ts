/** What part of the session's time is in view, in milliseconds since it began; without `to` up to the newest frame, live. */
export interface TimeView {
  readonly from: number;
  readonly to: number | undefined;
}

export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export const wholeTime: TimeView = { from: 0, to: undefined };

/** A microsecond: finer than that nothing is known. */
const LEAST_MS = 0.05;

/** The moment at `x` of `width` pixels. */
export const timeAt = ({ from, to }: TimeSpan, x: number, width: number): number =>
  width === 0 ? from : from + ((to - from) * Math.min(width, Math.max(0, x))) / width;

/** Where that moment stands, in pixels of `width`; outside of it when it is not in view. */
export const xOf = ({ from, to }: TimeSpan, ms: number, width: number): number =>
  to === from ? 0 : ((ms - from) / (to - from)) * width;

/** `factor` below 1 shows less of the time, above 1 more; `around` stays where it is. Within `end`; all of it is live again. */
export function zoomed(span: TimeSpan, around: number, factor: number, end: number): TimeView {
  const length = Math.max(LEAST_MS, (span.to - span.from) * factor);
  if (length >= end) return wholeTime;
  const part = (around - span.from) / (span.to - span.from || 1);
  const from = Math.min(Math.max(0, around - part * length), end - length);
  return { from, to: from + length };
}

/** Moves what is in view by `part` of its length, within the session's time. */
export function panned(span: TimeSpan, part: number, end: number): TimeView {
  const length = span.to - span.from;
  if (length >= end) return wholeTime;
  const from = Math.min(Math.max(0, span.from + part * length), end - length);
  return { from, to: from + length };
}

/** The two in the order of time. */
export const ordered = (a: number, b: number): TimeSpan => ({ from: Math.min(a, b), to: Math.max(a, b) });
