// The engine's thread as it is started: what the host says to it, and what it answers.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openClient } from './demo/demoClient.ts';
import { EngineClient, portOf } from './engine/engineClient.ts';
import { demo } from './session/conversation.ts';
import { until } from './session/loopback.ts';
import { type Bundle, bundle } from './support/bundle.ts';

let worker: Bundle;
beforeAll(async () => {
  worker = await bundle('src/worker.ts');
});
afterAll(() => worker.remove());

/** A thread for one test. */
function start(role: string): Worker {
  const thread = new Worker(worker.script, { workerData: { role }, stderr: true });
  onTestFinished(async () => {
    await thread.terminate();
  });
  return thread;
}

test('answers the engine’s contract', async () => {
  const engine = new EngineClient(portOf(start('engine')));
  const session = await engine.open(`${(await demo()).url}/echo`);
  await engine.untilState(session, 'open');
  await engine.call('session.send', { session, send: { kind: 'text', text: 'héllo ☃' } });
  const rows = await engine.untilFrames(session, 2);
  expect(rows.map(({ from, preview }) => [from, preview])).toEqual([
    ['client', 'héllo ☃'],
    ['server', 'héllo ☃'],
  ]);
  await engine.call('session.close', { session, code: 1000 });
  expect(await engine.untilState(session, 'closed')).toMatchObject({ close: { code: 1000, clean: true } });
});

test('lives on after what is no request, and tells its log', async () => {
  const thread = start('engine');
  let log = '';
  thread.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  for (const junk of [42, null, 'x', { kind: 'request' }]) thread.postMessage(junk);
  const engine = new EngineClient(portOf(thread));
  expect(await engine.call('session.list', {})).toEqual([]);
  await expect(engine.call('session.frame', { session: 'none', frame: 0 })).rejects.toThrow(/no longer there/);
  await until(() => log.includes('no request') && log.includes('session.frame failed'));
});

test('runs the demo server instead', async () => {
  const thread = start('demo');
  const [message] = (await once(thread, 'message')) as [{ kind: string; url: string }];
  expect(message).toEqual({ kind: 'listening', url: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/) as string });
  const client = openClient(`${message.url}/echo`);
  client.webSocket.once('open', () => client.webSocket.send('hello'));
  expect(await client.nextText()).toBe('hello');
  client.webSocket.terminate();
  await client.closed;
});
