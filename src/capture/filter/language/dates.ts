import type { ValueRead } from './valueRead.ts';

const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?$/i;
const EXPECTED = 'Here stands a date, such as 2026-01-31, 2026-01-31T12:00 or 2026-01-31T12:00:00.5Z.';

/** Whether a value of `time:` is meant as a date. */
export const looksLikeDate = (text: string): boolean => /^(?:[<>]=?|\.\.|=)?\d{4}-/.test(text);

/** A date of ISO 8601, in microseconds since the Unix epoch; without a zone it is a local one. */
export function readDate(text: string, offset: number): ValueRead {
  const found = DATE.exec(text);
  const fraction = found?.[1] ?? '';
  // The engine's own dates end at the millisecond.
  const whole = fraction === '' ? text : text.replace(fraction, '');
  // A day alone would be one of UTC.
  const milliseconds = Date.parse(/t/i.test(whole) ? whole : `${whole}T00:00`);
  if (found === null || Number.isNaN(milliseconds)) return { ok: false, offset, message: EXPECTED };
  return { ok: true, value: milliseconds * 1000 + Math.round(Number(`0${fraction}`) * 1e6) };
}

/** The date as `readDate` reads it back. */
export function printDate(micros: number): string {
  const second = Math.floor(micros / 1e6);
  const fraction = String(micros - second * 1e6).padStart(6, '0');
  return new Date(second * 1000).toISOString().replace('.000Z', `.${fraction}Z`);
}
