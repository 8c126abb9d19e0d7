import { expect, test } from 'vitest';
import { type DrawnTimeline, type Pen, drawTimeline } from '../../../webview/timeline/drawTimeline.ts';
import { timelineOf } from './timelineData.ts';

/** A pen that notes the filled boxes by colour, and how many lines and triangles there were. */
function pen() {
  const boxes: [color: string, x: number, y: number, width: number, height: number][] = [];
  const alphas: number[] = [];
  const drawn = { lines: 0, triangles: 0 };
  const it = {
    fillStyle: '',
    globalAlpha: 1,
    clearRect: () => undefined,
    fillRect: (...box: [number, number, number, number]) => {
      boxes.push([it.fillStyle, ...box]);
      alphas.push(it.globalAlpha);
    },
    beginPath: () => undefined,
    moveTo: () => undefined,
    lineTo: () => undefined,
    setLineDash: () => undefined,
    stroke: () => (drawn.lines += 1),
    fill: () => (drawn.triangles += 1),
  };
  return { pen: it as unknown as Pen, boxes, alphas, drawn };
}
const colors = {
  client: 'up',
  server: 'down',
  line: 'line',
  warn: 'warn',
  mark: 'mark',
  selection: 'sel',
  selectionAlpha: 0.25,
  focus: 'focus',
};
const draw = (more: Partial<DrawnTimeline> = {}) => {
  const made = pen();
  const whole = {
    timeline: timelineOf(),
    by: 'frames',
    selection: undefined,
    cursor: undefined,
    colors,
    width: 400,
    height: 44,
    ...more,
  };
  drawTimeline(made.pen, whole as DrawnTimeline);
  return made;
};

test('the client goes up from the middle, the server down, the most to the edge', () => {
  const { boxes } = draw();
  const of = (color: string) => boxes.filter(([other]) => other === color);
  expect(of('up').map(([, x, y, , height]) => [x, y, height])).toEqual([
    [0, 17, 5],
    [200, 13, 9],
  ]);
  expect(of('down').map(([, x, y, , height]) => [x, y, height])).toEqual([
    [100, 23, 18],
    [300, 23, 5],
  ]);
});

test('by bytes, a little is still to be seen', () => {
  const { boxes } = draw({ by: 'bytes' });
  expect(boxes.filter(([color]) => color === 'down').map(([, , , , height]) => height)).toEqual([1, 1]);
});

test('marks, selection and cursor', () => {
  const { boxes, alphas, drawn } = draw({ selection: { from: 2000, to: 4000 }, cursor: 4000 });
  expect(drawn).toEqual({ lines: 1, triangles: 1 });
  expect(boxes.slice(0, 3)).toEqual([
    ['sel', 100, 0, 100, 44],
    ['focus', 100, 0, 1, 44],
    ['focus', 199, 0, 1, 44],
  ]);
  // What lies on it keeps its colours.
  expect(alphas.filter((alpha) => alpha !== 1)).toEqual([0.25]);
  expect(boxes).toContainEqual(['focus', 200, 0, 2, 44]);
});
