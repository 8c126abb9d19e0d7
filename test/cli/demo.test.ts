import { expect, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { demo } from '../../src/cli/demo.ts';
import { openClient } from '../demo/demoClient.ts';
import { freePort } from '../session/loopback.ts';
import { collecting } from './recorded.ts';
import { until } from '../session/loopback.ts';

test('runs the demo server until it is interrupted', async () => {
  const { print, lines } = collecting();
  const controller = new AbortController();
  const running = demo([], print, controller.signal);
  await until(() => lines.length > 0);
  expect(lines).toEqual([{ event: 'demo', url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/) as string }]);
  const client = openClient(`${String(lines[0]!['url'])}/echo`);
  client.webSocket.once('open', () => client.webSocket.send('hello'));
  expect(await client.nextText()).toBe('hello');
  controller.abort();
  expect(await running).toBe(0);
  await client.closed;
});

test('listens on the port that it is told', async () => {
  const port = await freePort();
  const { print, lines } = collecting();
  expect(await demo(['--port', String(port)], print, AbortSignal.abort())).toBe(0);
  expect(lines).toEqual([{ event: 'demo', url: `ws://127.0.0.1:${port}` }]);
});

test.each([
  [['--port', 'x'], /--port/],
  [['--port', '70000'], /--port/],
  [['--port', '1.5'], /--port/],
  [['--nonsense'], /--nonsense/],
])('%j is refused by name', async (args, words) => {
  const running = demo(args, collecting().print, AbortSignal.abort());
  await expect(running).rejects.toThrow(ArgumentError);
  await expect(running).rejects.toThrow(words);
});
