// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import {
  byteWords,
  createByteSelection,
  markRanges,
  onSelectionIn,
  selectionIn,
} from '../../../webview/detail/byteSelection.ts';
import { el } from '../../../webview/dom.ts';

// The page is one for all files of this process.
afterEach(() => getSelection()?.removeAllRanges());

test('the views of one payload share what is selected', () => {
  const selection = createByteSelection();
  expect(selection.get()).toBeUndefined();
  selection.set({ start: 1, end: 3 });
  expect(selection.get()).toEqual({ start: 1, end: 3 });
});

test('a selection counts inside of the content only, and is listened to while that is in the page', () => {
  const content = el('pre', {}, 'hello');
  const other = el('pre', {}, 'other');
  document.body.replaceChildren(content, other);
  let heard = 0;
  onSelectionIn(content, () => heard++);
  getSelection()?.setBaseAndExtent(content.firstChild!, 1, content.firstChild!, 3);
  document.dispatchEvent(new Event('selectionchange'));
  expect(selectionIn(content)?.toString()).toBe('el');
  expect(selectionIn(other)).toBeUndefined();
  const before = heard;
  content.remove();
  document.dispatchEvent(new Event('selectionchange'));
  document.dispatchEvent(new Event('selectionchange'));
  expect(heard).toBe(before);
});

test('a few bytes are also numbers', () => {
  const words = (...bytes: number[]): string => byteWords({ start: 8, end: 8 + bytes.length }, Uint8Array.from(bytes));
  expect(words(0xff)).toBe('Byte 8 · unsigned 255 · signed -1');
  expect(words(1, 2)).toBe('Bytes 8–9, 2 bytes · big-endian 258 · little-endian 513');
  expect(words(0x3f, 0xc0, 0, 0)).toContain('float 1.5 or');
  expect(words(0x3f, 0xf8, 0, 0, 0, 0, 0, 0)).toContain('double 1.5 or');
  expect(words(1, 2, 3)).toBe('Bytes 8–10, 3 bytes');
});

test('where places cannot be marked nothing happens', () => {
  expect(() => markRanges([document.createRange()])).not.toThrow();
});
