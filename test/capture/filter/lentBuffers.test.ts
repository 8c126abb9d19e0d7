import { expect, it } from 'vitest';
import { LentBuffers } from '../../../src/capture/filter/lentBuffers.ts';

it('lends different buffers until they are taken back, and the same again then', () => {
  const buffers = new LentBuffers();
  const [a, b] = [buffers.lend(10), buffers.lend(10)];
  expect([a.length, b.length]).toEqual([10, 10]);
  expect(a.buffer).not.toBe(b.buffer);
  buffers.takeBack();
  const again = buffers.lend(50_000);
  expect([again.buffer, again.length]).toEqual([a.buffer, 50_000]);
  buffers.takeBack();
  expect(buffers.lend(1_000_000).buffer).not.toBe(a.buffer);
  const large = buffers.lend(10).buffer;
  buffers.letGo();
  expect(buffers.lend(10).buffer).not.toBe(large);
});
