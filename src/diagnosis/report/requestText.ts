import type { ReportedHandshake } from './reportedHandshake.ts';
import { safeHead } from './safeHead.ts';

/** The request as it was sent, secrets masked; undefined when the attempt did not come so far. */
export function requestText({
  request,
  secretParameters,
}: Pick<ReportedHandshake, 'request' | 'secretParameters'>): string | undefined {
  return request === undefined ? undefined : safeHead(request.raw, secretParameters);
}
