// @vitest-environment happy-dom
import { beforeAll, expect, test } from 'vitest';
import { createByteSelection } from '../../../webview/detail/byteSelection.ts';
import { byteAt, rangesOf } from '../../../webview/detail/hexBytes.ts';
import { hexView } from '../../../webview/detail/hexView.ts';
import { byTestId, settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

let content: HTMLElement;
beforeAll(async () => {
  const links = { selection: createByteSelection(), showText: () => undefined };
  const view = hexView(heldPayload(Uint8Array.from({ length: 20 }, (_, i) => 0x41 + i)), unexpected, links);
  document.body.replaceChildren(view);
  await settled();
  content = byTestId(view, 'detail-hex');
});
const text = (line: number, column: string): Node => content.children[line]!.querySelector(column)!.firstChild as Node;

test('a place in either column is a byte', () => {
  expect(byteAt(text(0, '.hex-first'), 0, 'start')).toBe(0);
  expect(byteAt(text(0, '.hex-first'), 3, 'start')).toBe(1);
  expect(byteAt(text(0, '.hex-first'), 5, 'end')).toBe(2);
  expect(byteAt(text(0, '.hex-second'), 0, 'start')).toBe(8);
  expect(byteAt(text(1, '.hex-ascii.hex-first'), 2, 'end')).toBe(18);
  expect(byteAt(text(1, '.hex-offset'), 4, 'start')).toBe(16);
  expect(byteAt(text(1, '.hex-second'), 0, 'end')).toBe(20);
  expect(byteAt(content, 1, 'start')).toBe(16);
  expect(byteAt(document.body, 0, 'start')).toBeUndefined();
});

test('bytes are marked in both columns, over lines', () => {
  const ranges = rangesOf(content, { start: 6, end: 18 });
  expect(ranges.map(String)).toEqual(['47 48', '49 4a 4b 4c 4d 4e 4f 50', 'GH', 'IJKLMNOP', '51 52', 'QR']);
  expect(rangesOf(content, { start: 100, end: 200 })).toEqual([]);
});
