// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { payloadStages } from '../../../webview/detail/payloadStages.ts';
import { frameDetail } from '../fakePanel.ts';
import { heldPayload } from '../heldPayload.ts';

const rows = (view: HTMLElement | false): string[] =>
  view === false
    ? []
    : [...view.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent).join(' | '));

test('the wire, the key and what comes out: the example of RFC 6455 §5.7', () => {
  const frame = frameDetail({ from: 'client', masked: true, maskingKey: '37fa213d' });
  expect(rows(payloadStages(frame, heldPayload('Hello'), 'frame'))).toEqual([
    'On the wire | 7f 9f 4d 51 58 | ..MQX',
    'Masking key, repeated | 37 fa 21 3d 37 | 7.!=7',
    'Unmasked | 48 65 6c 6c 6f | Hello',
  ]);
});

test('a compressed message leads to its other side', () => {
  const message = { ...frameDetail().message!, compressed: true };
  const inflated = payloadStages(frameDetail({ message }), heldPayload('Hello'), 'message');
  expect(rows(inflated)).toEqual(['Inflated | 48 65 6c 6c 6f | Hello']);
  expect(inflated && inflated.textContent).toContain('Choose "This frame" above');
  const raw = payloadStages(frameDetail({ message }), heldPayload(Uint8Array.of(0xf2, 0x48)), 'frame');
  expect(rows(raw)).toEqual(['On the wire, not masked | f2 48 | .H']);
});

test('several frames have several keys, and no payload no stages', () => {
  const message = { ...frameDetail().message!, frames: 2 };
  const frame = frameDetail({ masked: true, maskingKey: '37fa213d', message });
  expect(rows(payloadStages(frame, heldPayload('Hello'), 'message'))).toEqual(['Unmasked | 48 65 6c 6c 6f | Hello']);
  expect(payloadStages(frame, heldPayload(''), 'frame')).toBe(false);
});
