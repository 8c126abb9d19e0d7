import { expect, onTestFinished, test } from 'vitest';
import { ArgumentError } from '../../src/cli/argumentError.ts';
import { probeConnection } from '../../src/cli/probe.ts';
import { startDemoServer } from '../../src/demo/demoServer.ts';

const never = new AbortController().signal;

async function run(args: readonly string[]) {
  const lines: Record<string, unknown>[] = [];
  const print = (line: object): Promise<void> => {
    lines.push(line as Record<string, unknown>);
    return Promise.resolve();
  };
  return { status: await probeConnection(args, print, never), lines };
}

test('a line an attempt, the findings last, and status 0 when a change is accepted', async () => {
  const demo = await startDemoServer();
  onTestFinished(() => demo.dispose());
  const { status, lines } = await run([`${demo.url}/subprotocol`]);
  expect(status).toBe(0);
  expect(lines[0]).toMatchObject({ event: 'attempt', id: 'as-asked', accepted: false, status: 400 });
  expect(lines.at(-1)).toMatchObject({
    event: 'findings',
    remedy: { title: 'Connect with the subprotocol "chat.v2" alone' },
  });
  expect((await run([`${demo.url}/status/500`])).status).toBe(1);
});

test('sends no messages, and says so', async () => {
  await expect(run(['ws://127.0.0.1:1/', '--send', 'hello'])).rejects.toThrow(ArgumentError);
  await expect(run(['ws://127.0.0.1:1/', '--send', 'hello'])).rejects.toThrow(/sends no messages/);
});
