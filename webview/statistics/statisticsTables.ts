import type { Durations, SideStatistics, Statistics } from '../../src/contract/overview.ts';
import { type Child, el } from '../dom.ts';
import { opcodeWord } from '../frameList/frameKind.ts';
import { formatBytes, formatCount } from '../numbers.ts';
import { formatMoment } from '../timeline/timelineWords.ts';

const SIDES = ['client', 'server'] as const;
const CLIENT_SERVER = ['From the client', 'From the server'] as const;

/** A table whose first column names its rows. */
function table(headings: readonly string[], rows: readonly (readonly [string, ...Child[]])[]): HTMLElement {
  return el(
    'table',
    { class: 'statistics-table' },
    el('thead', {}, el('tr', {}, ...headings.map((heading) => el('th', { scope: 'col' }, heading)))),
    el(
      'tbody',
      {},
      ...rows.map(([name, ...cells]) =>
        el('tr', {}, el('th', { scope: 'row' }, name), ...cells.map((cell) => el('td', {}, cell))),
      ),
    ),
  );
}

/** Per second of the whole time; a dash while there was no time. */
function perSecond(amount: number, durationMs: number, format: (value: number) => string): string {
  return durationMs === 0 ? '–' : `${format((amount / durationMs) * 1000)}/s`;
}

const decimal = (value: number): string => (value < 10 ? value.toFixed(2) : formatCount(Math.round(value)));

export function rateTable(statistics: Statistics): HTMLElement {
  const { durationMs } = statistics;
  const both = (cell: (side: SideStatistics) => string): [string, string] => [
    cell(statistics.client),
    cell(statistics.server),
  ];
  return table(
    [`Over ${formatMoment(durationMs)}`, ...CLIENT_SERVER],
    [
      ['Frames', ...both(({ frames }) => formatCount(frames))],
      ['Frames on average', ...both(({ frames }) => perSecond(frames, durationMs, decimal))],
      [
        'Busiest second',
        ...both(({ busiest: { frames, atMs } }) =>
          frames === 0
            ? '–'
            : `${formatCount(frames)}, ${atMs === 0 ? 'the first' : `${formatMoment(atMs)} after the start`}`,
        ),
      ],
      ['On the wire', ...both(({ wireBytes }) => formatBytes(wireBytes))],
      [
        'On average',
        ...both(({ wireBytes }) => perSecond(wireBytes, durationMs, (value) => formatBytes(Math.round(value)))),
      ],
      ['Payload', ...both(({ payloadBytes }) => formatBytes(payloadBytes))],
      ['Headers', ...both(({ wireBytes, payloadBytes }) => share(wireBytes - payloadBytes, wireBytes))],
    ],
  );
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`);

export function opcodeTable(statistics: Statistics): HTMLElement {
  const opcodes = [...new Set(SIDES.flatMap((side) => statistics[side].kinds.map(({ opcode }) => opcode)))];
  const cell = (side: 'client' | 'server', opcode: number): string => {
    const kind = statistics[side].kinds.find((other) => other.opcode === opcode);
    return kind === undefined ? '–' : `${formatCount(kind.frames)}, ${formatBytes(kind.payloadBytes)}`;
  };
  return table(
    ['Opcode', ...CLIENT_SERVER],
    opcodes.sort((a, b) => a - b).map((opcode) => [opcodeWord(opcode), cell('client', opcode), cell('server', opcode)]),
  );
}

export function compressionTable(statistics: Statistics): HTMLElement {
  const both = (cell: (compressed: SideStatistics['compressed']) => string): [string, string] => [
    cell(statistics.client.compressed),
    cell(statistics.server.compressed),
  ];
  if (statistics.client.compressed.messages + statistics.server.compressed.messages === 0) {
    return el('p', { class: 'statistics-note' }, 'No message was compressed.');
  }
  return table(
    ['permessage-deflate', ...CLIENT_SERVER],
    [
      ['Compressed messages', ...both(({ messages }) => formatCount(messages))],
      ['On the wire', ...both(({ wireBytes }) => formatBytes(wireBytes))],
      ['After inflation', ...both(({ inflatedBytes }) => formatBytes(inflatedBytes))],
      ['Saved', ...both(({ wireBytes, inflatedBytes }) => share(inflatedBytes - wireBytes, inflatedBytes))],
    ],
  );
}

export function timingTable(statistics: Statistics, look: (frame: number) => void): HTMLElement {
  const { pings, replies, messagesRead } = statistics;
  const rows: [string, Durations][] = [
    ['Pong after a ping of the client', pings.client],
    ['Pong after a ping of the server', pings.server],
    ['Reply to a request of the client (same JSON id)', replies.client],
    ['Reply to a request of the server (same JSON id)', replies.server],
    ['Gap between frames of the client', statistics.client.gaps],
    ['Gap between frames of the server', statistics.server.gaps],
  ];
  const known = rows.filter(([, { count }]) => count > 0);
  const longest = SIDES.flatMap((side) => {
    const { gaps, longestGapBefore: frame } = statistics[side];
    if (frame === undefined) return [];
    const words = `Longest silence of the ${side}: ${formatMoment(gaps.max)}, ended by frame ${formatCount(frame + 1)}`;
    return [el('button', { type: 'button', class: 'link', on: { click: () => look(frame) } }, words)];
  });
  return el(
    'div',
    {},
    known.length === 0
      ? el('p', { class: 'statistics-note' }, 'Nothing to measure yet: one frame has no gap.')
      : table(
          ['Time', 'Cases', 'Shortest', 'Median', '95 % within', 'Longest'],
          known.map(([name, { count, min, p50, p95, max }]) => [
            name,
            formatCount(count),
            formatMoment(min),
            formatMoment(p50),
            formatMoment(p95),
            formatMoment(max),
          ]),
        ),
    replies.unanswered > 0 &&
      el('p', { class: 'statistics-note' }, `${formatCount(replies.unanswered)} messages with an id had no reply.`),
    messagesRead !== undefined &&
      el(
        'p',
        { class: 'statistics-note' },
        `Replies and pongs were looked for in the first ${formatCount(messagesRead)} messages.`,
      ),
    el('div', { class: 'statistics-links' }, ...longest),
  );
}
