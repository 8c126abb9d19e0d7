import { expect, it } from 'vitest';
import { HeldPayload } from '../../../src/capture/filter/heldPayload.ts';
import { payloadProbe } from '../../../src/capture/filter/payloadProbe.ts';
import type { PayloadCondition } from '../../../src/capture/filter/language/filter.ts';

function matches(condition: PayloadCondition, ...bytes: number[]): boolean {
  const payload = new HeldPayload();
  payload.hold(Buffer.from(bytes), 0, bytes.length);
  return payloadProbe(condition).matches(payload);
}

const code = (value: number): PayloadCondition => ({ kind: 'close', codes: [{ kind: 'is', value }] });

it('looks for words, bytes and expressions', () => {
  expect(matches({ kind: 'words', text: 'é' }, 0x61, 0xc3, 0xa9)).toBe(true);
  expect(matches({ kind: 'bytes', bytes: Uint8Array.of(1, 2) }, 0, 1, 2)).toBe(true);
  expect(matches({ kind: 'bytes', bytes: Uint8Array.of(2, 1) }, 0, 1, 2)).toBe(false);
  expect(matches({ kind: 'regex', source: '^B', flags: 'i' }, 0x62)).toBe(true);
  expect(matches({ kind: 'regex', source: '\\xff', flags: '' }, 0xff)).toBe(true);
  expect(matches({ kind: 'json', path: [0], test: { kind: 'exists' } }, 0x5b, 0x31, 0x5d)).toBe(true);
});

it('reads close codes, and takes none for 1005', () => {
  expect(matches(code(1000), 0x03, 0xe8, 0x61)).toBe(true);
  expect(matches(code(1001), 0x03, 0xe8)).toBe(false);
  expect(matches(code(1005))).toBe(true);
  expect(matches({ kind: 'close', codes: [] })).toBe(true);
});

it('answers for a payload that was searched before by what was found', () => {
  const probe = payloadProbe({ kind: 'words', text: 'a' });
  const payload = new HeldPayload();
  payload.standIn(new Set([probe.needle!]));
  expect(probe.matches(payload)).toBe(true);
  payload.standIn(new Set());
  expect(probe.matches(payload)).toBe(false);
  probe.rest();
});
