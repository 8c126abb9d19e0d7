import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { repeatWhileOpen } from '../../src/demo/repeat.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const openSocket = () => Object.assign(new EventEmitter(), { OPEN: 1, readyState: 1 }) as unknown as WebSocket;

test('It repeats until the step says that it is enough.', () => {
  let steps = 0;
  repeatWhileOpen(openSocket(), 10, () => (steps += 1) < 3);
  vi.advanceTimersByTime(100);
  expect(steps).toBe(3);
  expect(vi.getTimerCount()).toBe(0);
});

test('It ends with the connection.', () => {
  let steps = 0;
  const webSocket = openSocket();
  repeatWhileOpen(webSocket, 10, () => (steps += 1) > 0);
  vi.advanceTimersByTime(25);
  webSocket.emit('close');
  vi.advanceTimersByTime(100);
  expect(steps).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
});
