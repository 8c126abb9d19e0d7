// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { createByteSelection } from '../../../webview/detail/byteSelection.ts';
import { hexLines, hexView } from '../../../webview/detail/hexView.ts';
import { byTestId, settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

// The page is one for all files of this process.
afterEach(() => getSelection()?.removeAllRanges());

test('offset, bytes and ASCII, the last line as wide as the others', () => {
  const bytes = Uint8Array.from({ length: 18 }, (_, i) => 0x41 + i);
  const lines = hexLines(bytes, 0x100);
  expect(lines).toEqual([
    { offset: '00000100', hex: '41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50', ascii: 'ABCDEFGHIJKLMNOP' },
    { offset: '00000110', hex: '51 52'.padEnd(48), ascii: 'QR' },
  ]);
  expect(hexLines(Uint8Array.of(0, 0x1f, 0x7f, 0xff, 0x7e), 0)[0]?.ascii).toBe('....~');
  expect(hexLines(new Uint8Array(), 0)).toEqual([]);
});

const links = () => ({ selection: createByteSelection(), showText: () => undefined });

test('a long payload comes page by page', async () => {
  const view = hexView(heldPayload(Uint8Array.from({ length: 40_000 }, (_, i) => i % 256)), unexpected, links());
  await settled();
  const content = byTestId(view, 'detail-hex');
  expect(content.textContent.split('\n')[1]).toContain('00000010  10 11 12');
  expect(content.children).toHaveLength(1024);
  byTestId(view, 'page-chevron-right').click();
  await settled();
  expect(content.textContent.split('\n')[0]).toContain('00004000  00 01 02');
});

test('bytes that were selected in another view are marked, on their page', async () => {
  const both = links();
  both.selection.set({ start: 20_000, end: 20_002 });
  const view = hexView(heldPayload(Uint8Array.from({ length: 40_000 }, (_, i) => i % 256)), unexpected, both);
  document.body.replaceChildren(view);
  await settled();
  expect(byTestId(view, 'detail-hex').textContent).toContain('00004e20  20 21');
  expect(byTestId(view, 'selected-bytes').textContent).toBe(
    'Bytes 20000–20001, 2 bytes · big-endian 8225 · little-endian 8480',
  );
});

test('each half of a line can stand in a row of its own, and what is copied is whole lines', async () => {
  const view = hexView(heldPayload(Uint8Array.from({ length: 18 }, (_, i) => 0x41 + i)), unexpected, links());
  document.body.replaceChildren(view);
  await settled();
  const content = byTestId(view, 'detail-hex');
  const [whole, short] = [...content.children] as HTMLElement[];
  const parts = (line: HTMLElement | undefined): unknown[] =>
    ['.hex-first', '.hex-second'].map((half) =>
      [...(line?.querySelectorAll(half) ?? [])].map((part) => part.textContent.trim()),
    );
  expect(parts(whole)).toEqual([
    ['41 42 43 44 45 46 47 48', 'ABCDEFGH'],
    ['49 4a 4b 4c 4d 4e 4f 50', 'IJKLMNOP'],
  ]);
  expect([whole?.dataset['second'], short?.dataset['second']]).toEqual(['00000008', undefined]);

  getSelection()?.selectAllChildren(content);
  const copied = new DataTransfer();
  content.dispatchEvent(new ClipboardEvent('copy', { clipboardData: copied, cancelable: true }));
  expect(copied.getData('text/plain').split('\n')[0]).toBe(
    '00000000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP',
  );
});
