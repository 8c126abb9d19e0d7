// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { createByteSelection } from '../../../webview/detail/byteSelection.ts';
import { textView } from '../../../webview/detail/textView.ts';
import { byTestId, settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

// The page is one for all files of this process.
afterEach(() => getSelection()?.removeAllRanges());

const links = () => ({ selection: createByteSelection(), showHex: () => undefined });

test('the exact text, and markup as text', async () => {
  const text = '{"n": 1.10}\r\n<script>alert(1)</script> héllo ☃';
  const view = textView(heldPayload(text), unexpected, links());
  await settled();
  expect(byTestId(view, 'detail-text').textContent).toBe(text);
  expect(view.querySelector('script')).toBeNull();
});

test('a long payload comes page by page, and no character is cut in two', async () => {
  const text = `x${'☃'.repeat(100_000)}`;
  const view = textView(heldPayload(text), unexpected, links());
  const content = byTestId(view, 'detail-text');
  const seen: string[] = [];
  for (let page = 0; page < 3; page++) {
    await settled();
    expect(content.querySelector('.invalid')).toBeNull();
    seen.push(content.textContent);
    byTestId(view, 'page-chevron-right').click();
  }
  expect(seen.join('')).toBe(text);
});

test('what is selected in the text is known by its bytes', async () => {
  const both = links();
  const view = textView(heldPayload(Uint8Array.of(0xff, 0xc3, 0xa9, 0x41, 0x42)), unexpected, both);
  document.body.replaceChildren(view);
  await settled();
  const content = byTestId(view, 'detail-text');
  const last = content.lastChild as Text;
  expect(last.data).toBe('éAB');
  getSelection()?.setBaseAndExtent(last, 1, last, 2);
  document.dispatchEvent(new Event('selectionchange'));
  await settled();
  expect(both.selection.get()).toEqual({ start: 3, end: 4 });
  expect(view.querySelector('.selected-bytes')?.textContent).toContain('Byte 3 · unsigned 65 · signed 65');
});
