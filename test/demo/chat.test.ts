import { describe, expect, test } from 'vitest';
import type { Client } from './demoClient.ts';
import { openClient, withDemo } from './demoClient.ts';

async function talk(client: Client, requests: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const answers = [await client.nextJson()];
  for (const request of requests) {
    client.webSocket.send(typeof request === 'string' ? request : JSON.stringify(request));
    answers.push(await client.nextJson());
  }
  return answers;
}

describe('/chat', () => {
  test('greets with a token, and answers each op by its id', async () => {
    await withDemo(async (server) => {
      const answers = await talk(openClient(`${server.url}/chat`), [
        { op: 'login', id: 1, token: 'demo-7f3a', user: 'ada' },
        { op: 'subscribe', id: 'two', room: 'general' },
        { op: 'say', id: 3, text: 'hello' },
        { op: 'history', id: 4 },
        { op: 'logout', id: 5 },
      ]);
      expect(answers).toEqual([
        { type: 'session', token: 'demo-7f3a' },
        { type: 'reply', id: 1, op: 'login', ok: true, user: 'ada' },
        { type: 'reply', id: 'two', op: 'subscribe', ok: true, room: 'general', members: 3 },
        { type: 'reply', id: 3, op: 'say', ok: true, number: 1, user: 'ada', text: 'hello' },
        { type: 'reply', id: 4, op: 'history', ok: true, said: ['hello'] },
        { type: 'reply', id: 5, op: 'logout', ok: true, user: 'ada' },
      ]);
    });
  });

  test('gives the same answers to the same conversation', async () => {
    await withDemo(async (server) => {
      const requests = [
        { op: 'rooms', id: 1 },
        { op: 'say', id: 2, text: 'again' },
        'nonsense',
        { op: 'history', id: 3 },
      ];
      const first = await talk(openClient(`${server.url}/chat`), requests);
      expect(await talk(openClient(`${server.url}/chat`), requests)).toEqual(first);
    });
  });

  test('gives each connection its own token on ?token=fresh, and takes no other', async () => {
    await withDemo(async (server) => {
      const [one, other] = [openClient(`${server.url}/chat?token=fresh`), openClient(`${server.url}/chat?token=fresh`)];
      const { token } = await one.nextJson();
      expect(token).not.toBe((await other.nextJson())['token']);
      one.webSocket.send(JSON.stringify({ op: 'login', id: 1, token }));
      expect(await one.nextJson()).toMatchObject({ id: 1, ok: true, user: 'guest' });
      other.webSocket.send(JSON.stringify({ op: 'login', id: 1, token }));
      expect(await other.nextJson()).toMatchObject({ id: 1, ok: false, error: 'bad-token' });
    });
  });

  test.each([
    ['no JSON', 'not-an-object'],
    ['[1,2]', 'not-an-object'],
    ['null', 'not-an-object'],
    ['', 'not-an-object'],
  ])('answers %j kindly and goes on', async (text, error) => {
    await withDemo(async (server) => {
      const answers = await talk(openClient(`${server.url}/chat`), [text, { op: 'rooms', id: 9 }]);
      expect(answers[1]).toMatchObject({ type: 'error', error });
      expect(answers[2]).toMatchObject({ type: 'reply', id: 9, ok: true });
    });
  });

  test('names the ops it knows when it does not know one', async () => {
    await withDemo(async (server) => {
      const answers = await talk(openClient(`${server.url}/chat`), [{ op: 'toString', id: 1 }, { id: 2 }]);
      expect(answers[1]).toMatchObject({ id: 1, op: 'toString', ok: false, error: 'unknown-op' });
      expect(answers[1]!['message']).toContain('login, rooms, subscribe, say');
      expect(answers[2]).toMatchObject({ id: 2, op: null, error: 'unknown-op' });
    });
  });

  test('says that it speaks text when a message is binary', async () => {
    await withDemo(async (server) => {
      const client = openClient(`${server.url}/chat`);
      await client.next();
      client.webSocket.send(Buffer.from('{}'));
      expect(await client.nextJson()).toMatchObject({ type: 'error', error: 'binary' });
    });
  });
});
