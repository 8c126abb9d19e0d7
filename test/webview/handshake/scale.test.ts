import { expect, test } from 'vitest';
import { percent, scaleOf } from '../../../webview/handshake/scale.ts';

const at = (startMs: number, durationMs: number) =>
  ({ name: 'request', bytes: 1, startMs, durationMs, ok: true }) as const;
const frame = (durationMs: number) => ({ name: 'frame', from: 'server', startMs: 10, durationMs, ok: true }) as const;
const labels = (...phases: Parameters<typeof scaleOf>[0]): string =>
  scaleOf(phases)
    .ticks.map(({ label }) => label)
    .join(' ');

test('the axis ends where the last phase does', () => {
  expect(scaleOf([at(0, 3), at(1, 9)]).endMs).toBe(10);
  expect(percent(scaleOf([at(0, 10)]), 2.5)).toBe(25);
});

test.each([
  [10, '0 2 4 6 8 10'],
  [8, '0 2 4 6 8'],
  [0.9, '0 0.2 0.4 0.6 0.8'],
  [817, '0 200 400 600 800'],
  [0.03, '0 0.01 0.02 0.03'],
  [3500, '0 1,000 2,000 3,000'],
  [60_000, '0 20,000 40,000 60,000'],
])('ticks are round: %d ms', (ms, expected) => expect(labels(at(0, ms))).toBe(expected));

test('a long wait for the first frame goes on past the end, a short one does not', () => {
  expect(scaleOf([at(0, 10), frame(30_000)]).endMs).toBe(12.5);
  expect(scaleOf([at(0, 10), frame(20)]).endMs).toBe(30);
  expect(percent(scaleOf([at(0, 10), frame(30_000)]), 30_010)).toBe(100);
});

test('no time at all', () => {
  expect(scaleOf([])).toEqual({ endMs: 0.001, ticks: [{ ms: 0, label: '0' }] });
  expect(percent(scaleOf([at(0, 0)]), 0)).toBe(0);
});
