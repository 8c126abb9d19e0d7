import { expect, it } from 'vitest';
import { HeldPayload, MAX_TEXT_BYTES, textOf } from '../../../src/capture/filter/heldPayload.ts';

it('gives text and JSON of what it holds', () => {
  const payload = new HeldPayload();
  payload.hold(Buffer.from('x{"a":1}x'), 1, 8);
  expect([payload.text, payload.json, payload.length]).toEqual(['{"a":1}', { value: { a: 1 } }, 7]);
  payload.hold(Buffer.from('null'), 0, 4);
  expect(payload.json).toEqual({ value: null });
  payload.hold(Buffer.from('{'), 0, 1);
  expect(payload.json).toBeUndefined();
  expect(payload.isReadable()).toBe(true);
});

it('reads what is no UTF-8 byte by byte', () => {
  expect(textOf(Buffer.from('né'))).toBe('né');
  expect(textOf(Buffer.of(0x61, 0xff))).toBe('a\xff');
});

it('is not read as text when it is too long, or was not held', () => {
  const payload = new HeldPayload();
  payload.hold(Buffer.alloc(MAX_TEXT_BYTES + 1), 0, MAX_TEXT_BYTES + 1);
  expect(payload.isReadable()).toBe(false);
  expect(payload.wasTooLong).toBe(true);
  payload.standIn(new Set());
  expect(payload.wasTooLong).toBe(false);
  expect(payload.isReadable()).toBe(false);
});
