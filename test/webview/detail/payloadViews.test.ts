// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { FrameDetail } from '../../../src/contract/sessionView.ts';
import { type ViewName, fittingView, offeredViews, payloadViews } from '../../../webview/detail/payloadViews.ts';
import { byTestId, fakePanel, frameDetail, settled } from '../fakePanel.ts';
import { heldPayload, unexpected } from '../heldPayload.ts';

const plain = { text: '', reading: undefined, markup: undefined, image: false, decodable: false };
const always = offeredViews(plain);
const source = { session: 's', frame: 0, of: 'message' } as const;

function viewsOf() {
  const views = payloadViews(fakePanel(), unexpected);
  document.body.replaceChildren(views.bar, views.panel);
  const show = async (content: string | Uint8Array, frame: FrameDetail = frameDetail()): Promise<void> => {
    const opcode = frame.opcode === 1 ? 'text' : 'binary';
    const context = { opcode, from: 'server', subprotocol: undefined, url: undefined } as const;
    views.show({ frame, payload: heldPayload(content), source, context });
    await settled();
  };
  const offered = (): string[] =>
    [...views.bar.querySelectorAll<HTMLElement>('[role=tab]')]
      .filter(({ hidden }) => !hidden)
      .map(({ textContent }) => textContent);
  return { ...views, show, offered };
}

test('text is shown as text and the rest as hex, a continuation as its message', () => {
  const fitting = (more: Partial<FrameDetail> = {}, ...offered: ViewName[]): ViewName =>
    fittingView(frameDetail(more), new Set([...always, ...offered]));
  expect(fitting()).toBe('text');
  expect(fitting({ opcode: 2 })).toBe('hex');
  expect(fitting({ opcode: 0 })).toBe('text');
  expect(fitting({ opcode: 0, message: undefined })).toBe('hex');
  expect(fitting({ opcode: 2 }, 'meaning')).toBe('meaning');
  expect(fitting({ opcode: 1 }, 'meaning')).toBe('text');
  expect(fitting({ opcode: 2 }, 'meaning', 'image')).toBe('image');
});

test('what the user chose stays for the next frame', async () => {
  const views = viewsOf();
  await views.show('[1]');
  expect(byTestId(views.panel, 'detail-text').textContent).toBe('[1]');
  byTestId(views.bar, 'view-json').click();
  await settled();
  expect(byTestId(views.panel, 'detail-json').textContent).toBe('[…]1 element0: 1');
  await views.show('[2]', frameDetail({ opcode: 2 }));
  expect(byTestId(views.panel, 'detail-json').textContent).toBe('[…]1 element0: 2');
  byTestId(views.bar, 'view-frame').click();
  expect(byTestId(views.panel, 'detail-frame')).toBeDefined();
});

test('a payload offers the views that fit it, by their names', async () => {
  const views = viewsOf();
  await views.show('hello');
  expect(views.offered()).toEqual(['Text', 'JSON', 'Hex', 'Frame']);
  await views.show('42["chat","hi"]');
  expect(views.offered()).toEqual(['Text', 'JSON', 'Socket.IO', 'Hex', 'Frame']);
  byTestId(views.bar, 'view-meaning').click();
  expect(byTestId(views.panel, 'detail-meaning').textContent).toContain('Socket.IO: event "chat", 1 argument');
  await views.show('<a><b>x</b></a>');
  expect(views.offered()).toEqual(['Text', 'JSON', 'XML', 'Hex', 'Frame']);
  // The chosen one does not fit: what fits is shown.
  expect(byTestId(views.panel, 'detail-text').textContent).toBe('<a><b>x</b></a>');
  byTestId(views.bar, 'view-markup').click();
  expect(byTestId(views.panel, 'detail-markup').textContent).toBe('<a>\n  <b>x</b>\n</a>');
  await views.show(btoa('{"hello":"world"}'));
  byTestId(views.bar, 'view-decoded').click();
  await settled();
  expect(byTestId(views.panel, 'detail-decoded').textContent).toContain('Decoded from base64: 17 characters.');
});
