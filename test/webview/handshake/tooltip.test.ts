// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { explained } from '../../../webview/handshake/tooltip.ts';
import { press } from '../fakePanel.ts';

let whole: HTMLElement;
const name = (): HTMLElement => whole.querySelector('button')!;
const tip = (): HTMLElement => whole.querySelector<HTMLElement>('[role=tooltip]')!;

beforeEach(() => {
  vi.useFakeTimers();
  whole = explained(['Host'], ['Who is meant.'], 'place');
  document.body.replaceChildren(whole);
});
afterEach(() => {
  name().blur();
  vi.useRealTimers();
});

test('it describes the words whether it is seen or not', () => {
  expect(name().getAttribute('aria-describedby')).toBe(tip().id);
  expect([tip().hidden, tip().textContent]).toEqual([true, 'Who is meant.']);
});

test('it shows with the focus, and goes with it', () => {
  name().focus();
  expect(tip().hidden).toBe(false);
  name().blur();
  expect(tip().hidden).toBe(true);
});

test('it shows under a pointer that rests, and not under one that passes', () => {
  whole.dispatchEvent(new Event('pointerenter'));
  whole.dispatchEvent(new Event('pointerleave'));
  vi.advanceTimersByTime(1000);
  expect(tip().hidden).toBe(true);
  whole.dispatchEvent(new Event('pointerenter'));
  vi.advanceTimersByTime(1000);
  expect(tip().hidden).toBe(false);
  whole.dispatchEvent(new Event('pointerleave'));
  expect(tip().hidden).toBe(true);
});

test('with the focus it stays when the pointer leaves', () => {
  name().focus();
  whole.dispatchEvent(new Event('pointerenter'));
  whole.dispatchEvent(new Event('pointerleave'));
  expect(tip().hidden).toBe(false);
});

test('Escape takes it away and does nothing else', () => {
  const heard = vi.fn();
  document.body.addEventListener('keydown', heard);
  name().focus();
  press(name(), 'a');
  press(name(), 'Escape');
  expect(tip().hidden).toBe(true);
  expect(heard).toHaveBeenCalledTimes(1);
  press(name(), 'Escape');
  expect(heard).toHaveBeenCalledTimes(2);
  name().click();
  expect(tip().hidden).toBe(false);
});

test('one whose words are no longer in the page leaves Escape to the others', () => {
  const heard = vi.fn();
  name().focus();
  const other = document.createElement('button');
  other.addEventListener('keydown', heard);
  document.body.replaceChildren(other);
  press(other, 'Escape');
  press(other, 'Escape');
  expect(heard).toHaveBeenCalledTimes(2);
});

test('it stays inside the window', () => {
  vi.spyOn(name(), 'getBoundingClientRect').mockReturnValue(
    new DOMRect(window.innerWidth - 10, window.innerHeight - 20, 10, 20),
  );
  vi.spyOn(tip(), 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, 100));
  name().focus();
  expect(tip().style.left).toBe(`${window.innerWidth - 206}px`);
  expect(tip().style.top).toBe(`${window.innerHeight - 120}px`);
});
