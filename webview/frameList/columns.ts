import type { FrameRow } from '../../src/contract/framePage.ts';
import type { FrameAside } from '../../src/contract/listPage.ts';
import { formatCount, formatMicros } from '../numbers.ts';
import { formatClock } from './clockTime.ts';
import { frameKind } from './frameKind.ts';

/** All that a cell may say something about. */
interface RowFacts {
  readonly row: FrameRow;
  readonly aside: FrameAside;
  /** When the session began: milliseconds since the Unix epoch; undefined while not known. */
  readonly startedAtMs: number | undefined;
}

export interface ColumnSpec {
  readonly heading: string;
  /** What it shows, for the tooltip and the list of columns. */
  readonly about: string;
  /** In characters: what most captures need. A column that is `fitted` widens to what has stood in it. */
  readonly characters: number;
  readonly fitted?: boolean;
  readonly right?: boolean;
  /** Takes the room that is left. */
  readonly grows?: boolean;
  readonly shownAtFirst: boolean;
  /** Columns of a low rank are left out first where the panel is narrow. */
  readonly rank: number;
  readonly text: (facts: RowFacts) => string;
}

const flag = (on: boolean, name: string): string => (on ? name : '');

/** Every column that the list can show, in the order of a list nobody has changed. */
export const COLUMNS = {
  number: {
    heading: '#',
    about: 'Number of the frame in the capture',
    characters: 3,
    fitted: true,
    right: true,
    shownAtFirst: true,
    rank: 10,
    text: ({ row }) => formatCount(row.frame + 1),
  },
  clock: {
    heading: 'Clock',
    about: 'Local time of day, to the microsecond',
    characters: 15,
    right: true,
    shownAtFirst: false,
    rank: 3,
    text: ({ row, startedAtMs }) => (startedAtMs === undefined ? '' : formatClock(startedAtMs, row.atMs)),
  },
  time: {
    heading: 'Time, ms',
    about: 'Milliseconds since the session began, to the microsecond',
    characters: 8,
    fitted: true,
    right: true,
    shownAtFirst: true,
    rank: 8,
    text: ({ row }) => formatMicros(row.atMs),
  },
  since: {
    heading: 'Since, ms',
    about: 'Milliseconds since the frame before it in the capture, to the microsecond',
    characters: 9,
    fitted: true,
    right: true,
    shownAtFirst: false,
    rank: 3,
    text: ({ row }) => (row.sinceMs === undefined ? '' : formatMicros(row.sinceMs)),
  },
  from: {
    heading: 'From',
    about: 'The endpoint that sent it',
    characters: 6,
    shownAtFirst: true,
    rank: 11,
    text: ({ row }) => row.from,
  },
  opcode: {
    heading: 'Opcode',
    about: 'What kind of frame it is (RFC 6455 §5.2)',
    characters: 12,
    fitted: true,
    shownAtFirst: true,
    rank: 9,
    text: ({ row }) => frameKind(row),
  },
  flags: {
    heading: 'Flags',
    about: 'FIN, RSV1 to RSV3 and MASK where they are set (RFC 6455 §5.2)',
    characters: 13,
    shownAtFirst: false,
    rank: 2,
    text: ({ row }) =>
      [
        flag(row.fin, 'FIN'),
        flag(row.rsv1, 'RSV1'),
        flag(row.rsv2, 'RSV2'),
        flag(row.rsv3, 'RSV3'),
        flag(row.masked, 'MASK'),
      ]
        .filter((name) => name !== '')
        .join(' '),
  },
  wire: {
    heading: 'Wire, B',
    about: 'Bytes on the wire: header and payload',
    characters: 9,
    right: true,
    shownAtFirst: false,
    rank: 4,
    text: ({ row }) => formatCount(row.wireLength),
  },
  length: {
    heading: 'Length, B',
    about: 'Bytes of the payload on the wire; after → those of the message after inflation',
    characters: 10,
    fitted: true,
    right: true,
    shownAtFirst: true,
    rank: 7,
    text: ({ row }) => lengthWords(row),
  },
  inflated: {
    heading: 'Inflated, B',
    about: 'Bytes of the whole message after inflation (RFC 7692)',
    characters: 11,
    right: true,
    shownAtFirst: false,
    rank: 2,
    text: ({ row }) => (row.inflatedLength === undefined ? '' : formatCount(row.inflatedLength)),
  },
  ratio: {
    heading: 'Ratio',
    about: 'How many times longer the message is after inflation',
    characters: 7,
    right: true,
    shownAtFirst: false,
    rank: 1,
    text: ({ row }) =>
      row.inflatedLength === undefined || row.payloadLength === 0
        ? ''
        : `${(row.inflatedLength / row.payloadLength).toFixed(1)}×`,
  },
  message: {
    heading: 'Message',
    about: 'Number of the message that the frame belongs to',
    characters: 8,
    right: true,
    shownAtFirst: false,
    rank: 2,
    text: ({ row }) => (row.message === 0 ? '' : formatCount(row.message)),
  },
  preview: {
    heading: 'Payload',
    about: 'The beginning of the payload',
    characters: 12,
    grows: true,
    shownAtFirst: true,
    rank: 12,
    text: ({ row }) => row.preview,
  },
  note: {
    heading: 'Note',
    about: 'What you wrote at the frame',
    characters: 18,
    shownAtFirst: false,
    rank: 5,
    text: ({ aside }) => aside.note ?? '',
  },
} as const satisfies Readonly<Record<string, ColumnSpec>>;

export type ColumnName = keyof typeof COLUMNS;

export const columnSpec = (name: ColumnName): ColumnSpec => COLUMNS[name];

export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

/** Payload length; for a compressed message, as on the wire → as inflated; for an unfinished frame, received of declared. */
export function lengthWords(row: FrameRow): string {
  if (!row.complete) return `${formatCount(row.payloadReceived)} of ${formatCount(row.payloadLength)}`;
  if (row.inflatedLength === undefined) return formatCount(row.payloadLength);
  return `${formatCount(row.payloadLength)} → ${formatCount(row.inflatedLength)}`;
}
