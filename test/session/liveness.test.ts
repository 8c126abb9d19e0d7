import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import type { Failure } from '../../src/diagnosis/evidence.ts';
import type { ConnectionOptions } from '../../src/profiles/connectionOptions.ts';
import { watchOver } from '../../src/session/liveness.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is used of the endpoint. */
class FakeEndpoint extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly did: string[] = [];
  ping(payload: string): void {
    this.did.push(`ping ${payload}`);
  }
  terminate(): void {
    this.did.push('terminate');
  }
  close(code: number, reason: string): void {
    this.did.push(`close ${code} ${reason}`);
  }
}

function watch(options: Partial<ConnectionOptions>) {
  const endpoint = new FakeEndpoint();
  const lost: Failure[] = [];
  const liveness = watchOver(endpoint as unknown as WebSocket, { url: 'ws://a/', ...options }, (failure) =>
    lost.push(failure),
  );
  return { endpoint, lost, liveness };
}

test('does nothing unless asked to', () => {
  const { endpoint, liveness } = watch({});
  vi.advanceTimersByTime(3_600_000);
  liveness.heard();
  liveness.stop();
  expect(endpoint.did).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

test('pings with the payload, at its interval, while the connection is open', () => {
  const { endpoint, lost } = watch({ keepAlive: { interval: 100, payload: 'hb' } });
  vi.advanceTimersByTime(350);
  expect(endpoint.did).toEqual(['ping hb', 'ping hb', 'ping hb']);
  endpoint.readyState = 2;
  vi.advanceTimersByTime(1000);
  expect(endpoint.did.length).toBe(3);
  expect(lost).toEqual([]);
});

test('ends the connection when no Pong came in time, counted from the first Ping without one', () => {
  const { endpoint, lost } = watch({ keepAlive: { interval: 100, timeout: 250 } });
  vi.advanceTimersByTime(120);
  endpoint.emit('pong', Buffer.alloc(0));
  vi.advanceTimersByTime(329);
  expect(endpoint.did).not.toContain('terminate');
  vi.advanceTimersByTime(2);
  expect(endpoint.did).toContain('terminate');
  expect(lost).toMatchObject([{ stage: 'timeout', code: 'PONG_TIMEOUT', timeoutMs: 250 }]);
});

test('closes after silence, which each thing that is heard begins anew', () => {
  const { endpoint, lost, liveness } = watch({ idleTimeout: 1000 });
  vi.advanceTimersByTime(900);
  liveness.heard();
  vi.advanceTimersByTime(900);
  expect(endpoint.did).toEqual([]);
  vi.advanceTimersByTime(101);
  expect(endpoint.did).toEqual(['close 1001 idle']);
  expect(lost).toMatchObject([{ stage: 'timeout', code: 'IDLE_TIMEOUT', timeoutMs: 1000 }]);
  liveness.heard();
  vi.advanceTimersByTime(5000);
  expect(endpoint.did).toEqual(['close 1001 idle']);
});

test('leaves no timer behind', () => {
  const { liveness } = watch({ idleTimeout: 1000, keepAlive: { interval: 100, timeout: 5000 } });
  vi.advanceTimersByTime(150);
  liveness.stop();
  expect(vi.getTimerCount()).toBe(0);
});
