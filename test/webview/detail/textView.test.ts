// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { textView } from '../../../webview/detail/textView.ts';
import { byTestId, settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

test('the exact text, and markup as text', async () => {
  const text = '{"n": 1.10}\r\n<script>alert(1)</script> héllo ☃';
  const view = textView(heldPayload(text), unexpected);
  await settled();
  expect(byTestId(view, 'detail-text').textContent).toBe(text);
  expect(view.querySelector('script')).toBeNull();
});

test('a long payload shows its head, and no character is cut in two', async () => {
  const text = '☃'.repeat(100_000);
  const view = textView(heldPayload(text), unexpected);
  await settled();
  const content = byTestId(view, 'detail-text');
  expect(content.textContent.length).toBeLessThan(50_000);
  for (let i = 0; i < 3; i++) {
    view.querySelector<HTMLElement>('vscode-button')?.click();
    await settled();
  }
  expect(content.textContent).toBe(text);
});
