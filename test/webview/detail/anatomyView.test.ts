// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { anatomyView } from '../../../webview/detail/anatomyView.ts';
import { byTestId, frameDetail, press } from '../fakePanel.ts';
import { heldPayload } from '../heldPayload.ts';

const header = Uint8Array.of(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d);
const masked = frameDetail({ from: 'client', masked: true, maskingKey: '37fa213d', header });
const view = anatomyView(masked, heldPayload('Hello'), 'frame');

test('every bit of the header is drawn, in order, in both widths', () => {
  const bits = Array.from(header, (byte) => byte.toString(2).padStart(8, '0')).join('');
  for (const columns of [32, 16]) {
    const drawn = view.querySelectorAll(`.columns-${columns} .drawn-bits`);
    expect([...drawn].map((cell) => cell.textContent).join('')).toBe(bits);
  }
});

test('the raw bytes, each field in words, and the message', () => {
  expect(view.querySelector('.header-bytes')?.textContent).toBe('81 85 37 fa 21 3d');
  const rows = [...view.querySelectorAll('.fields tbody tr[data-field]')].map((row) => row.children[0]?.textContent);
  expect(rows).toEqual(['FIN', 'RSV1', 'RSV2', 'RSV3', 'Opcode', 'MASK', 'Payload length', 'Masking key']);
  expect(view.querySelector('.message-note')?.textContent).toBe('Message 1: this frame alone. 5 bytes.');
});

test('a compressed message of several frames', () => {
  const message = {
    number: 9,
    opcode: 1,
    firstFrame: 4,
    lastFrame: 6,
    frames: 3,
    compressed: true,
    wireLength: 70,
    length: 500,
  };
  const note = anatomyView(frameDetail({ message }), heldPayload('x'), 'message').querySelector(
    '.message-note',
  )?.textContent;
  expect(note).toBe('Message 9: 3 frames, 4 to 6. Compressed: 70 bytes on the wire, 500 after inflation.');
});

test('a field is explained when it is pointed at or has the focus, and arrow keys go on to the next', () => {
  document.body.replaceChildren(view);
  const cells = [...view.querySelectorAll<HTMLElement>('.columns-32 [tabindex]')];
  expect(cells.map((cell) => cell.tabIndex)).toEqual([0, ...cells.slice(1).map(() => -1)]);
  cells[0]?.focus();
  expect(byTestId(view, 'field-explained').textContent).toMatch(/^FIN is 1: The last frame of its message\. FIN marks/);
  press(cells[0]!, 'ArrowRight');
  press(document.activeElement as HTMLElement, 'End');
  expect(byTestId(view, 'field-explained').textContent).toMatch(/^RSV1 is 0/);
  expect(view.querySelectorAll('.pointed').length).toBeGreaterThan(1);
  press(document.activeElement as HTMLElement, 'ArrowLeft');
  expect(document.activeElement).toBe(cells[0]);
  cells[0]?.blur();
  expect(byTestId(view, 'field-explained').textContent).toContain('Point at a field');
});
