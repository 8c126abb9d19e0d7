import { formatCount, plural } from '../numbers.ts';
import type { SessionFilter } from './sessionFilter.ts';

/** "12 of 340 frames", with how much was looked at while it goes on; empty without a filter. */
export function countWords({ applied, progress }: SessionFilter): string {
  if (applied === '') return '';
  if (progress === undefined) return 'Looking…';
  const { count, looked, frames } = progress;
  const words = `${formatCount(count)} of ${plural(frames, 'frame')}`;
  return looked < frames && progress.problem === undefined ? `${words}, ${percent(looked, frames)} looked at` : words;
}

const percent = (part: number, whole: number): string => `${Math.floor((part / whole) * 100)} %`;

/** What the filter could not judge, and why it was given up; empty when there is nothing to say. */
export function troubleWords({ progress }: SessionFilter): string {
  if (progress === undefined) return '';
  const { tooLong, tooSlow, unreadable } = progress.unjudged;
  return [
    progress.problem,
    tooLong > 0 && `${plural(tooLong, 'payload')} longer than 16 MiB not read as text or JSON.`,
    tooSlow > 0 && progress.problem === undefined && `The expression took too long on ${plural(tooSlow, 'payload')}.`,
    unreadable > 0 && `${plural(unreadable, 'payload')} not in the file as a whole.`,
  ]
    .filter((words) => words !== undefined && words !== false)
    .join(' ');
}
