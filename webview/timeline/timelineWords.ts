import type { Timeline } from '../../src/contract/overview.ts';
import { formatBytes, formatCount, plural } from '../numbers.ts';

/** Milliseconds with the unit and the digits that a person needs: 0.25 ms, 12.5 ms, 3.25 s, 2 min 5 s, 1 h 2 min. */
export function formatMoment(ms: number): string {
  if (ms < 1) return `${trimmed(ms.toFixed(3))} ms`;
  if (ms < 1000) return `${trimmed(ms.toFixed(1))} ms`;
  if (ms < 60_000) return `${trimmed((ms / 1000).toFixed(2))} s`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

const trimmed = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** All of the timeline in words, for those who do not see it. */
export function timelineWords(timeline: Timeline): string {
  const { client, server, from, to, marks } = timeline;
  const of = (side: Timeline['client']): string =>
    `${plural(sum(side.frames), 'frame')} (${formatBytes(sum(side.bytes))})`;
  const broken = marks.filter(({ kind }) => kind === 'violation').length;
  const marked = broken === 0 ? '' : `, ${plural(broken, 'violation')}`;
  return `${formatMoment(from)} to ${formatMoment(to)}: ${of(client)} from the client, ${of(server)} from the server${marked}`;
}

/** One span of it in words. */
export function spanWords({ client, server, from, to }: Timeline, span: number): string {
  const width = (to - from) / client.frames.length;
  const [sent = 0, received = 0] = [client.frames[span], server.frames[span]];
  return `${formatMoment(from + span * width)}: ${formatCount(sent)} from the client, ${formatCount(received)} from the server`;
}
