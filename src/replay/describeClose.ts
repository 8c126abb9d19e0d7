import { cutText } from './excerpt.ts';
import type { CloseNotice } from './replayConnection.ts';

/** The beginning of a sentence: who ended the connection and how. */
export function describeClose({ code, reason, by, problem }: CloseNotice): string {
  const said = reason === '' ? '' : ` "${cutText(reason)}"`;
  const why = problem === undefined ? '' : ` (${problem.replace(/\.$/, '')})`;
  if (by === 'server') return `The server closed the connection with code ${code}${said}${why}`;
  if (by === 'client') return `The connection was closed from this side with code ${code}${said}${why}`;
  return `The connection was lost${why}`;
}
