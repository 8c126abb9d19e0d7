import { expect, test } from 'vitest';
import { openClient, withDemo } from './demoClient.ts';

test('The ticks are numbered from 1 and come about each 100 ms.', async () => {
  await withDemo(async (server) => {
    const client = openClient(`${server.url}/clock`);
    const ticks = [await client.nextJson(), await client.nextJson(), await client.nextJson()];
    expect(ticks.map(({ type, n }) => [type, n])).toEqual([
      ['tick', 1],
      ['tick', 2],
      ['tick', 3],
    ]);
    const [first, , third] = ticks.map(({ time }) => Date.parse(String(time)));
    expect(third! - first!).toBeGreaterThanOrEqual(150);
  });
});
