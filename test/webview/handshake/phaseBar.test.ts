// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { axis, phaseBar } from '../../../webview/handshake/phaseBar.ts';
import { scaleOf } from '../../../webview/handshake/scale.ts';
import { tcp } from './phases.ts';

const scale = {
  endMs: 20,
  ticks: [
    { ms: 0, label: '0' },
    { ms: 10, label: '10' },
    { ms: 20, label: '20' },
  ],
};
const places = (root: HTMLElement, selector: string): string[] =>
  [...root.querySelectorAll<HTMLElement>(selector)].map(({ style }) => style.left);

test('a bar to scale, and the lines of the ticks', () => {
  const track = phaseBar({ ...tcp, startMs: 5, durationMs: 10, ok: false }, scale);
  const bar = track.querySelector<HTMLElement>('.phase-bar');
  expect([bar?.style.left, bar?.style.width, bar?.className]).toEqual(['25.000%', '50.000%', 'phase-bar tcp failed']);
  expect(places(track, '.tick-line')).toEqual(['0.000%', '50.000%', '100.000%']);
  expect(track.querySelector('.goes-on')).toBeNull();
});

test('the first byte inside the bar of the response', () => {
  const response = { name: 'response', bytes: 9, startMs: 10, durationMs: 8, ok: true } as const;
  expect(places(phaseBar({ ...response, firstByteMs: 16 }, scale), '.first-byte')).toEqual(['75.000%']);
  expect(places(phaseBar(response, scale), '.first-byte')).toEqual([]);
});

test('what is longer than drawn says so', () => {
  const frame = { name: 'frame', from: 'client', startMs: 10, durationMs: 5000, ok: true } as const;
  const track = phaseBar(frame, scaleOf([{ ...tcp, durationMs: 10 }, frame]));
  expect(track.querySelector<HTMLElement>('.phase-bar')?.style.width).toBe('20.000%');
  expect(track.querySelector('.goes-on')).not.toBeNull();
});

test('the axis has its numbers in their places', () => {
  const drawn = axis(scale);
  expect([...drawn.children].map((tick) => [tick.textContent, tick.className])).toEqual([
    ['0', 'tick first'],
    ['10', 'tick'],
    ['20', 'tick last'],
  ]);
  expect(places(drawn, '.tick')).toEqual(['0.000%', '50.000%', '100.000%']);
});
