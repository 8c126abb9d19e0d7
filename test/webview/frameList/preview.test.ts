import { expect, test } from 'vitest';
import { visiblePreview } from '../../../webview/frameList/preview.ts';

test('a preview stays on its line and does not lie about its order', () => {
  expect(visiblePreview('a\r\nb\tc')).toBe('a ⏎ b c');
  expect(visiblePreview('x\u202egnp.exe\u202c')).toBe('x·gnp.exe·');
  expect(visiblePreview('\0\u200b\ufeff\u{e0041}')).toBe('····');
  expect(visiblePreview('héllo ☃ مرحبا')).toBe('héllo ☃ مرحبا');
});
