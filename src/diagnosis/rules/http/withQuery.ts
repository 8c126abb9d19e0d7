import type { Evidence } from '../../evidence.ts';
import { withUrl } from '../../target.ts';

/** The same URL with these parameters in its query, and without those that are left out; the others stay as they are written. */
export function withQuery(
  evidence: Evidence,
  set: Readonly<Record<string, string>>,
  leftOut: readonly string[],
): string {
  return withUrl(evidence, (url) => {
    const names = [...Object.keys(set), ...leftOut];
    const kept = url.search
      .slice(1)
      .split('&')
      .filter((pair) => pair !== '' && !names.includes(pair.split('=', 1)[0] ?? ''));
    url.search = [...Object.entries(set).map((pair) => pair.join('=')), ...kept].join('&');
  });
}
