import type { Timeline, TimelineMark } from '../../src/contract/overview.ts';
import { type TimeSpan, xOf } from './timeScale.ts';

export type Measure = 'frames' | 'bytes';

export interface TimelineColors {
  readonly client: string;
  readonly server: string;
  readonly line: string;
  readonly warn: string;
  readonly mark: string;
  readonly selection: string;
  /** How much of its colour the selection has, from 0 to 1. */
  readonly selectionAlpha: number;
  readonly focus: string;
}

export interface DrawnTimeline {
  readonly timeline: Timeline;
  readonly by: Measure;
  readonly selection: TimeSpan | undefined;
  /** Where the keys stand, while they have the focus. */
  readonly cursor: number | undefined;
  readonly colors: TimelineColors;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** What of a canvas is drawn with. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'clearRect'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'fill'
  | 'stroke'
  | 'setLineDash'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
>;

/** What the client sent goes up from the middle line, what the server sent goes down. */
export function drawTimeline(pen: Pen, drawn: DrawnTimeline): void {
  const { timeline, by, selection, cursor, colors, width, height } = drawn;
  const middle = Math.round(height / 2);
  const most = Math.max(1, ...timeline.client[by], ...timeline.server[by]);
  pen.clearRect(0, 0, width, height);
  if (selection !== undefined) {
    const left = xOf(timeline, selection.from, width);
    const right = Math.max(left + 1, xOf(timeline, selection.to, width));
    pen.globalAlpha = colors.selectionAlpha;
    pen.fillStyle = colors.selection;
    pen.fillRect(left, 0, right - left, height);
    pen.globalAlpha = 1;
    pen.fillStyle = colors.focus;
    pen.fillRect(left, 0, 1, height);
    pen.fillRect(right - 1, 0, 1, height);
  }
  for (const mark of timeline.marks) if (mark.kind !== 'violation') drawState(pen, mark, drawn);
  drawBars(pen, timeline.client[by], most, colors.client, width, middle, -1);
  drawBars(pen, timeline.server[by], most, colors.server, width, middle, 1);
  pen.fillStyle = colors.line;
  pen.fillRect(0, middle, width, 1);
  for (const mark of timeline.marks) if (mark.kind === 'violation') drawViolation(pen, mark, drawn);
  if (cursor === undefined) return;
  pen.fillStyle = colors.focus;
  pen.fillRect(Math.round(xOf(timeline, cursor, width)), 0, 2, height);
}

function drawBars(
  pen: Pen,
  values: Float64Array,
  most: number,
  color: string,
  width: number,
  middle: number,
  direction: 1 | -1,
): void {
  pen.fillStyle = color;
  const step = width / values.length;
  for (const [i, value] of values.entries()) {
    if (value === 0) continue;
    // One frame among a million is still something that happened.
    const length = Math.max(1, Math.round((value / most) * (middle - 4)));
    const top = direction < 0 ? middle - length : middle + 1;
    pen.fillRect(i * step, top, Math.max(1, step > 3 ? step - 1 : step), length);
  }
}

function drawState(pen: Pen, { atMs, kind }: TimelineMark, { timeline, colors, width, height }: DrawnTimeline): void {
  const x = Math.round(xOf(timeline, atMs, width)) + 0.5;
  pen.strokeStyle = colors.mark;
  pen.lineWidth = 1;
  pen.setLineDash(kind === 'attempt' ? [] : [3, 2]);
  pen.beginPath();
  pen.moveTo(x, 0);
  pen.lineTo(x, height);
  pen.stroke();
  pen.setLineDash([]);
}

const TRIANGLE = 4;

function drawViolation(pen: Pen, { atMs }: TimelineMark, { timeline, colors, width }: DrawnTimeline): void {
  const x = xOf(timeline, atMs, width);
  pen.fillStyle = colors.warn;
  pen.beginPath();
  pen.moveTo(x - TRIANGLE, 0);
  pen.lineTo(x + TRIANGLE, 0);
  pen.lineTo(x, TRIANGLE * 1.6);
  pen.fill();
}
