// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { bytesBefore, pointAt } from '../../../webview/detail/textBytes.ts';
import { readUtf8 } from '../../../webview/detail/utf8Spans.ts';
import { spanNodes } from '../../../webview/detail/visibleText.ts';
import { el } from '../../../webview/dom.ts';

const bytes = Uint8Array.of(0x41, 0x00, 0xff, 0xfe, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80, 0x42);
const content = el('pre', {}, ...spanNodes(readUtf8(bytes, true).spans));
document.body.replaceChildren(content);

test('a place in the text and its bytes lead to each other', () => {
  for (const at of [0, 1, 2, 3, 4, 6, 10]) {
    const { node, offset } = pointAt(content, at);
    expect([at, bytesBefore(content, node, offset)]).toEqual([at, at]);
  }
});

test('inside of a character it is its beginning, and behind the end the end', () => {
  const { node, offset } = pointAt(content, 5);
  expect(bytesBefore(content, node, offset)).toBe(4);
  expect(pointAt(content, 99)).toEqual({ node: content, offset: content.childNodes.length });
  expect(bytesBefore(content, content, content.childNodes.length)).toBe(bytes.length);
});
