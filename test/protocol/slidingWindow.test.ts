import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SlidingWindow, WINDOW } from '../../src/protocol/slidingWindow.ts';

it('holds the last 32 KiB whatever was appended', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50_000), { maxLength: 30 }), (lengths) => {
      const window = new SlidingWindow();
      let all = Buffer.alloc(0);
      lengths.forEach((length, index) => {
        const piece = Buffer.alloc(length, `piece ${index} `);
        window.append(piece);
        all = Buffer.concat([all, piece]).subarray(-WINDOW);
      });
      expect(Buffer.compare(window.view(), all)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

it('makes room for more when it is full', () => {
  const window = new SlidingWindow();
  for (let index = 0; index < 40; index += 1) window.append(Buffer.alloc(20_000, index));
  expect(Buffer.compare(window.view(), Buffer.concat([Buffer.alloc(12_768, 38), Buffer.alloc(20_000, 39)]))).toBe(0);
});

it('can be replaced', () => {
  const window = new SlidingWindow();
  window.append(Buffer.from('before'));
  window.replace(Buffer.from('after'));
  expect(Buffer.from(window.view()).toString()).toBe('after');
});
