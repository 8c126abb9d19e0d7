import { headerValue } from '../protocol/httpHead.ts';
import type { Evidence } from './evidence.ts';
import { duration } from './wording.ts';

/** What Retry-After asks for (RFC 9110 §10.2.3: seconds or a date), in words such as `17 s`; undefined when it is absent or unreadable. */
export function retryAfter(evidence: Evidence): string | undefined {
  const { response, startedAt } = evidence;
  const value = response === undefined ? undefined : headerValue(response, 'Retry-After')?.trim();
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return duration(Number(value) * 1000);
  const at = Date.parse(value);
  if (Number.isNaN(at)) return undefined;
  const now = startedAt === undefined ? undefined : startedAt / 1000;
  const clock = new Date(at).toISOString().replace('T', ' ').replace('.000Z', ' UTC');
  return now === undefined || at <= now ? clock : `${duration(at - now)} (${clock})`;
}

/** The same in milliseconds from then on; undefined when it is absent, unreadable or over. `now` is in milliseconds since the epoch. */
export function retryAfterMs({ response }: Pick<Evidence, 'response'>, now: number): number | undefined {
  const value = response === undefined ? undefined : headerValue(response, 'Retry-After')?.trim();
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const left = Date.parse(value) - now;
  return left > 0 ? left : undefined;
}
