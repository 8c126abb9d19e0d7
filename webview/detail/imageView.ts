import { imageKind } from '../../src/lens/image.ts';
import { el, fill, setText } from '../dom.ts';
import { formatBytes, formatCount } from '../numbers.ts';
import type { Payload } from './payload.ts';

/** A file of a few bytes can unfold into gigabytes of pixels: these are the bounds of what is shown. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_PIXELS = 40_000_000;

/** The image that a payload is, once it is here whole. Of one that is too large to be shown nothing more is loaded. */
export function payloadImage(payload: Payload, failed: (error: unknown) => void): HTMLElement {
  const place = el('div');
  const wanted = payload.total() > MAX_BYTES ? 0 : payload.total();
  payload.load(wanted).then(() => fill(place, imageView(payload.bytes(), payload.total())), failed);
  return place;
}

/** An image out of memory: nothing is fetched, and an image runs no script. `total` is the bytes of all of it. */
export function imageView(bytes: Uint8Array, total = bytes.length): HTMLElement {
  const kind = imageKind(bytes);
  const words = el('p', { class: 'image-words' });
  if (kind === undefined) {
    setText(words, 'These bytes are no image that can be shown.');
    return el('div', { class: 'image' }, words);
  }
  const { width, height, name, type } = kind;
  const size = width > 0 ? `${formatCount(width)} × ${formatCount(height)} pixels, ` : '';
  setText(words, `${name}, ${size}${formatBytes(total)}`);
  const view = el('div', { class: 'image', testid: 'detail-image' }, words);
  if (total > MAX_BYTES || width * height > MAX_PIXELS) {
    words.append('. Too large to show here: save the payload and open the file.');
    return view;
  }
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  const image = el('img', { alt: `Image in the payload: ${name}`, src: url });
  const release = (): void => URL.revokeObjectURL(url);
  image.addEventListener('load', release);
  image.addEventListener('error', () => {
    release();
    image.remove();
    words.append('. The image is damaged: the browser cannot show it.');
  });
  view.append(image);
  return view;
}
