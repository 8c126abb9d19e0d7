import { plural } from '../numbers.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Certificates that end so soon are worth a look. */
const SOON_DAYS = 14;

export interface Validity {
  readonly state: 'valid' | 'soon' | 'early' | 'expired' | 'unknown';
  /** "expires in 12 days" */
  readonly words: string;
}

/** How a certificate's dates stand at a moment (Unix epoch, ms). */
export function validity(validFrom: string, validTo: string, now: number): Validity {
  const from = Date.parse(validFrom);
  const to = Date.parse(validTo);
  if (Number.isNaN(from) || Number.isNaN(to)) return { state: 'unknown', words: 'its dates cannot be read' };
  if (now < from) return { state: 'early', words: `not valid yet, begins in ${span(from - now)}` };
  if (now > to) return { state: 'expired', words: `expired ${span(now - to)} ago` };
  return { state: to - now < SOON_DAYS * DAY ? 'soon' : 'valid', words: `expires in ${span(to - now)}` };
}

/** Whole days, or hours where it is less than two days. */
function span(ms: number): string {
  if (ms >= 2 * DAY) return plural(Math.floor(ms / DAY), 'day');
  if (ms >= HOUR) return plural(Math.floor(ms / HOUR), 'hour');
  return 'less than an hour';
}
