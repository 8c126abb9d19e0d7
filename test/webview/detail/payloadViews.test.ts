// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { fittingView, payloadViews } from '../../../webview/detail/payloadViews.ts';
import { byTestId, frameDetail, settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

test('text is shown as text and the rest as hex, a continuation as its message', () => {
  expect(fittingView(frameDetail())).toBe('text');
  expect(fittingView(frameDetail({ opcode: 2 }))).toBe('hex');
  expect(fittingView(frameDetail({ opcode: 0 }))).toBe('text');
  expect(fittingView(frameDetail({ opcode: 0, message: undefined }))).toBe('hex');
});

test('what the user chose stays for the next frame', async () => {
  const views = payloadViews(unexpected);
  views.show(frameDetail(), heldPayload('[1]'));
  await settled();
  expect(byTestId(views.panel, 'detail-text').textContent).toBe('[1]');
  byTestId(views.bar, 'view-json').click();
  await settled();
  expect(byTestId(views.panel, 'detail-json').textContent).toBe('[\n  1\n]');
  views.show(frameDetail({ opcode: 2 }), heldPayload('[2]'));
  await settled();
  expect(byTestId(views.panel, 'detail-json').textContent).toBe('[\n  2\n]');
  byTestId(views.bar, 'view-frame').click();
  expect(byTestId(views.panel, 'detail-frame')).toBeDefined();
});
