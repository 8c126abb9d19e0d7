import { expect, test } from 'vitest';
import { replayConnection } from '../../src/engine/replayConnection.ts';
import type { CloseNotice } from '../../src/replay/replayConnection.ts';
import { frame } from '../support/hostile/bytes.ts';
import { accept, connectTo, demo, serve } from '../session/conversation.ts';

test('keeps messages and control frames that come before anybody listens', async () => {
  const url = await serve(async (peer) => {
    await accept(peer);
    await peer.write(frame(0x89, 'beat'));
    await peer.write(frame(0x81, 'welcome'));
    await peer.behave();
  });
  const session = connectTo(url);
  const connection = replayConnection(session);
  const heard: string[] = [];
  session.onPing(() => heard.push('ping'));
  session.onServerMessage(() => heard.push('message'));
  await expect.poll(() => heard).toEqual(['ping', 'message']);
  const told: string[] = [];
  connection.onControl(({ kind, bytes }) => told.push(`${kind} ${new TextDecoder().decode(bytes)}`));
  connection.onMessage(({ opcode, bytes }) => told.push(`${opcode} ${new TextDecoder().decode(bytes)}`));
  expect(told).toEqual(['ping beat', '1 welcome']);
  session.cancel();
  await session.ended;
});

test('tells how the connection ended, and nothing once it is let go', async () => {
  const { url } = await demo();
  const session = connectTo(`${url}/close/4003`);
  const connection = replayConnection(session);
  const closes: CloseNotice[] = [];
  connection.onClose((close) => closes.push(close));
  connection.onClose(() => closes.push({ code: 0, reason: 'never', by: '', clean: false })).dispose();
  await session.ended;
  await expect.poll(() => closes.length).toBe(1);
  expect(closes).toMatchObject([{ code: 4003, by: 'server' }]);
  connection.dispose();
});
