// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { noFilter } from '../../../webview/filter/sessionFilter.ts';
import { timelineView } from '../../../webview/timeline/timelineView.ts';
import { byTestId, fakePanel, press, settled } from '../fakePanel.ts';
import { timelineOf } from './timelineData.ts';

beforeEach(() => {
  // happy-dom lays nothing out: everything is 400 pixels wide.
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { value: 400, configurable: true });
});

async function shown() {
  const panel = fakePanel(
    { active: 's1', frames: { s1: 8 } },
    { 'session.timeline': () => timelineOf(), 'session.during': ({ from, to }) => ({ first: from, end: to }) },
  );
  const element = timelineView(panel);
  document.body.replaceChildren(element);
  await settled();
  await settled();
  const track = byTestId(element, 'timeline');
  const drag = (from: number, to: number): void => {
    track.dispatchEvent(new PointerEvent('pointerdown', { clientX: from, button: 0 }));
    window.dispatchEvent(new PointerEvent('pointermove', { clientX: to }));
    window.dispatchEvent(new PointerEvent('pointerup', { clientX: to }));
  };
  const asked = () => panel.calls.filter(([name]) => name === 'session.during').map(([, params]) => params);
  const wish = (): string => panel.store.get().filterWish?.text ?? '';
  /** As the filter bar does with a wish. */
  const filtered = (text: string): void => panel.store.update({ filters: { s1: { ...noFilter, text } } });
  return { panel, element, track, drag, asked, wish, filtered };
}

test('it says in words what the picture shows', async () => {
  const { track } = await shown();
  expect(track.getAttribute('aria-valuetext')).toContain('3 frames (2.0 KiB) from the client');
  expect(track.getAttribute('role')).toBe('slider');
  expect(track.getAttribute('aria-valuemax')).toBe('8000');
});

test('dragging filters for that span alone, a click leads to a frame or to what is marked', async () => {
  const { drag, asked, panel, wish, filtered } = await shown();
  drag(300, 100);
  expect(wish()).toBe('time:+2000000us..+6000000us');
  filtered(wish());
  drag(50, 50);
  expect(wish()).toBe('');
  filtered('');
  drag(50, 51);
  await settled();
  expect(asked().at(-1)).toEqual({ session: 's1', from: 1000, to: 1000 });
  drag(201, 201);
  expect(panel.store.get().selected).toEqual({ s1: 3 });
});

test('the same by the keys', async () => {
  const { track, asked, wish, filtered } = await shown();
  press(track, 'ArrowRight');
  expect(track.getAttribute('aria-valuetext')).toBe('2 s: 0 from the client, 4 from the server');
  press(track, 'ArrowRight', { shiftKey: true });
  press(track, 'ArrowRight', { shiftKey: true });
  press(track, 'Enter');
  expect(wish()).toBe('time:+2000000us..+6000000us');
  filtered(wish());
  press(track, 'Escape');
  expect(wish()).toBe('');
  filtered('');
  press(track, 'Home');
  press(track, 'Enter');
  await settled();
  expect(asked().at(-1)).toEqual({ session: 's1', from: 0, to: 0 });
});

test('a span that was not asked for yet goes with Escape, with another move, and with the session', async () => {
  const { track, element, panel, filtered } = await shown();
  const said = (): string => byTestId(element, 'timeline-said').textContent;
  const selectAll = (): void => {
    press(track, 'Home');
    press(track, 'End', { shiftKey: true });
  };
  selectAll();
  expect(said()).toBe('0 ms to 8 s');
  press(track, 'Escape');
  expect(said()).toBe('');
  selectAll();
  expect(said()).toBe('0 ms to 8 s');
  press(track, 'ArrowLeft');
  expect(said()).toBe('');
  press(track, 'End', { shiftKey: true });
  expect(said()).toBe('6 s to 8 s');
  panel.store.update({ active: 's2', frames: { s1: 8, s2: 8 } });
  await settled();
  await settled();
  expect(said()).toBe('');
  panel.store.update({ active: 's1' });
  filtered('time:+2000000us..+6000000us');
  await settled();
  press(track, 'Home');
  press(track, 'ArrowRight');
  expect(said()).toBe('2 s to 6 s');
});

test('frames or bytes', async () => {
  const { element } = await shown();
  const measure = byTestId(element, 'timeline-measure');
  expect(measure.textContent).toBe('Frames');
  measure.click();
  expect(measure.textContent).toBe('Bytes');
});

test('it is there while there is something to show and the user wants it', async () => {
  const { element, panel } = await shown();
  expect(element.hidden).toBe(false);
  panel.actions.prefer((list) => ({ ...list, timeline: false }));
  expect(element.hidden).toBe(true);
  panel.actions.prefer((list) => ({ ...list, timeline: true }));
  panel.store.update({ active: 's2' });
  expect(element.hidden).toBe(true);
});
