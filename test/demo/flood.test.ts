import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { floodPayload, parseFloodPlan } from '../../src/demo/flood.ts';
import { openClient, rawExchange, upgradeRequest, withDemo } from './demoClient.ts';

const planOf = (query: string) => parseFloodPlan(new URLSearchParams(query));

describe('parseFloodPlan', () => {
  test.each([
    ['', { rate: 1000, size: 64, count: 0 }],
    ['rate=0&size=16&count=5', { rate: 0, size: 16, count: 5 }],
    ['rate=&size=0', { rate: 1000, size: 0, count: 0 }],
  ])('reads %j', (query, plan) => {
    expect(planOf(query)).toEqual(plan);
  });

  test.each([
    ['rate=-1', 'rate'],
    ['rate=1e3', 'rate'],
    ['size=99999999999', 'size'],
    ['count=many', 'count'],
  ])('names what is wrong in %j', (query, name) => {
    expect(planOf(query)).toMatch(new RegExp(`^${name} has to be a whole number from 0 to`));
  });
});

test.each([
  [1, 8, '1 ......'],
  [12345678, 8, '12345678'],
  [123456789, 8, '123456789'],
  [7, 0, '7'],
  [1234567, 8, '1234567 '],
])('The payload of frame %i at size %i is %j.', (number, size, payload) => {
  expect(floodPayload(number, size)).toBe(payload);
});

describe('/flood', () => {
  test('sends every number once, in order, then stays open', async () => {
    await withDemo(async (server) => {
      const client = openClient(`${server.url}/flood?rate=0&size=20&count=30000`);
      for (let number = 1; number <= 30_000; number += 1) {
        const text = await client.nextText();
        if (text !== floodPayload(number, 20)) expect(text).toBe(floodPayload(number, 20));
      }
      client.webSocket.send('still there?');
      client.webSocket.close(1000);
      expect((await client.closed).code).toBe(1000);
    });
  });

  test('keeps to its rate', async () => {
    await withDemo(async (server) => {
      // The flood begins after this, so however late the client reads, the last frame is not there before its time.
      const started = performance.now();
      const client = openClient(`${server.url}/flood?rate=500&size=10&count=100`);
      for (let left = 100; left > 0; left -= 1) await client.next();
      expect(performance.now() - started).toBeGreaterThan(180);
    });
  });

  test('waits for a client that does not read, and loses nothing', async () => {
    await withDemo(async (server) => {
      const client = openClient(`${server.url}/flood?rate=0&size=65536&count=400`);
      client.webSocket.once('open', () => client.webSocket.pause());
      await wait(300);
      const before = process.memoryUsage().arrayBuffers;
      await wait(200);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
      client.webSocket.resume();
      for (let number = 1; number <= 400; number += 1) {
        expect((await client.nextText()).split(' ')[0]).toBe(String(number));
      }
    });
  });

  test('stops when the client closes in the middle', async () => {
    await withDemo(async (server) => {
      const client = openClient(`${server.url}/flood?rate=0`);
      await client.next();
      client.webSocket.close(1000, 'enough');
      expect(await client.closed).toEqual({ code: 1000, reason: 'enough' });
    });
  });

  test('refuses a wrong parameter with its name', async () => {
    await withDemo(async (server) => {
      const { bytes } = await rawExchange(server.port, upgradeRequest('/flood?size=big'));
      expect(bytes.toString()).toMatch(/^HTTP\/1\.1 400 [^]*size has to be a whole number/);
    });
  });
});
