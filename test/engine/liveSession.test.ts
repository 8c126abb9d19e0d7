import { expect, onTestFinished, test } from 'vitest';
import type { EngineNotices } from '../../src/contract/engineContract.ts';
import { LiveSession } from '../../src/engine/liveSession.ts';
import { connectTo, demo, opened } from '../session/conversation.ts';
import { until } from '../session/loopback.ts';

type Notice = {
  [K in keyof EngineNotices]: { readonly name: K; readonly body: EngineNotices[K] };
}[keyof EngineNotices];

function live(url: string, options = {}) {
  const notices: Notice[] = [];
  const session = connectTo(url, options);
  const notify = (name: string, body: unknown): void => void notices.push({ name, body } as Notice);
  const made = new LiveSession('session-9', session, notify, () => 1);
  onTestFinished(() => made.dispose());
  const changes = () => notices.flatMap(({ name, body }) => (name === 'session.changed' ? [body] : []));
  const bells = () => notices.flatMap(({ name, body }) => (name === 'session.grew' ? [body] : []));
  return { live: made, session, notices, changes, bells };
}

test('shows a session as it is', async () => {
  const { url } = await demo();
  const { live: made, session } = live(`${url}/subprotocol`, { subprotocols: ['chat.v1'] });
  expect(made.snapshot()).toMatchObject({ id: 'session-9', title: 'test', state: 'connecting', close: undefined });
  expect(made.live).toBe(true);
  await opened(session);
  expect(made.snapshot()).toMatchObject({
    url: `${url}/subprotocol`,
    state: 'open',
    subprotocol: 'chat.v1',
    violations: 0,
    diagnoses: [],
    recordingStopped: undefined,
  });
  expect(Math.abs(made.startedAt - Date.now())).toBeLessThan(60_000);
  session.close(1000, 'bye');
  await session.ended;
  expect(made.live).toBe(false);
  expect(made.snapshot()).toMatchObject({
    state: 'closed',
    client: { frames: 1, payloadBytes: 5 },
    close: { code: 1000, reason: 'bye', by: 'client', clean: true },
  });
});

test('names the extensions in use', async () => {
  const { live: made, session } = live(`${(await demo()).url}/deflate`);
  await opened(session);
  expect(made.snapshot().extensions).toMatch(/^permessage-deflate/);
});

test('keeps secrets of the URL to itself', async () => {
  const { live: made } = live(`${(await demo()).url}/echo?token=hush`);
  expect(made.snapshot().url).not.toContain('hush');
});

test('a connection that never opened has no close code', async () => {
  const { live: made, session } = live(`${(await demo()).url}/status/404`);
  await session.ended;
  expect(made.snapshot()).toMatchObject({ state: 'failed', close: undefined });
  expect(made.live).toBe(false);
});

test('rings for frames and tells changes, the last of each included, and not for each', async () => {
  const { session, bells, changes } = live(`${(await demo()).url}/flood?rate=0&size=8&count=5000`, { deflate: false });
  await until(() => session.capture.frameCount === 5000);
  session.close(1000);
  await session.ended;
  const total = session.capture.frameCount;
  await until(() => bells().at(-1)?.frames === total && changes().at(-1)?.state === 'closed');
  expect(changes().at(-1)).toMatchObject({ server: { frames: 5001 }, client: { frames: 1 } });
  expect(bells().length).toBeLessThan(500);
  expect(changes().length).toBeLessThan(500);
});

test('ends the session and stays silent when it is disposed', async () => {
  const { live: made, session, notices } = live(`${(await demo()).url}/flood?rate=0`);
  await opened(session);
  await made.dispose();
  expect(session.state).toBe('closed');
  const before = notices.length;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(notices.length).toBe(before);
});
