import { connect } from '../../../src/cli/connect.ts';
import { collecting, type Line } from '../../cli/recorded.ts';

/** Nothing new for so long, in ms: whatever stands still has been told by then. */
const QUIET_MS = 1_600;

/**
 * Runs `connect` in this process, as the program would; `settles` stops it, as a user would, once the connection is open and nothing new
 * comes any more.
 */
export async function meetByCommandLine(
  args: readonly string[],
  { settles }: { readonly settles: boolean },
): Promise<{ readonly status: number; readonly lines: readonly Line[] }> {
  const { print, lines } = collecting();
  const stop = new AbortController();
  let seen = 0;
  let since = performance.now();
  const look = setInterval(() => {
    if (lines.length > seen) [seen, since] = [lines.length, performance.now()];
    const open = lines.some((line) => line['event'] === 'handshake' && line['accepted'] === true);
    if (settles && open && performance.now() - since > QUIET_MS) stop.abort();
  }, 50);
  try {
    const status = await connect(args, print, stop.signal);
    return { status, lines };
  } finally {
    clearInterval(look);
  }
}

/** All words of a line, however deep. */
export function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}
