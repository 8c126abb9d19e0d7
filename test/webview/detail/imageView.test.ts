// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { imageView, payloadImage } from '../../../webview/detail/imageView.ts';
import { settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

const png = (width: number, height: number): Uint8Array => {
  const bytes = new Uint8Array(32);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
};

test('an image comes from memory, with its kind and size in words', () => {
  const view = imageView(png(640, 480));
  expect(view.textContent).toBe('PNG, 640 × 480 pixels, 32 B');
  expect(view.querySelector('img')?.src).toMatch(/^blob:/);
  expect(view.querySelector('img')?.alt).toBe('Image in the payload: PNG');
});

test('one that would unfold into too many pixels is not shown, nor what is none', () => {
  const huge = imageView(png(50_000, 50_000));
  expect(huge.textContent).toContain('Too large to show here: save the payload');
  expect(huge.querySelector('img')).toBeNull();
  expect(imageView(new Uint8Array(40)).textContent).toContain('no image');
});

test('a damaged one is said', () => {
  const view = imageView(png(1, 1));
  view.querySelector('img')?.dispatchEvent(new Event('error'));
  expect(view.textContent).toContain('The image is damaged');
  expect(view.querySelector('img')).toBeNull();
});

test('of one that is too large nothing more is loaded to say so', async () => {
  const asked: number[] = [];
  const head = heldPayload(png(10, 10));
  const load = (upTo: number): Promise<void> => {
    asked.push(upTo);
    return Promise.resolve();
  };
  const large = payloadImage({ ...head, total: () => 100_000_000, load }, unexpected);
  const small = payloadImage({ ...head, load }, unexpected);
  await settled();
  expect(asked).toEqual([0, 32]);
  expect(large.textContent).toContain('95.4 MiB. Too large to show here');
  expect(small.querySelector('img')).not.toBeNull();
});
