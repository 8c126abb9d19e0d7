import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { endsWithTail, readPayload } from '../../src/protocol/deflatePayload.ts';
import { bytesOf, hex } from './recorder.ts';

const NONE = new Uint8Array(0);
const read = (payload: Uint8Array, cap = 10_000) => readPayload(payload, NONE, cap);
const final = (text: string): Uint8Array => deflateRawSync(bytesOf(text));

it('knows the tail', () => {
  expect(endsWithTail(hex('01 00 00 ff ff'))).toBe(true);
  expect(endsWithTail(hex('00 ff ff'))).toBe(false);
  expect(endsWithTail(hex('01 00 00 ff fe'))).toBe(false);
});

describe('readPayload', () => {
  it.each([
    ['one block', hex('f2 48 cd c9 c9 07 00'), undefined, true, 'Hello'],
    ['final blocks', bytesOf(final('He'), final('llo'), [0]), undefined, true, 'Hello'],
    ['a missing byte 00 after a final block', final('Hello'), 'truncated', true, 'Hello'],
    ['a missing byte 00 after a whole block', hex('00 05 00 fa ff 48 65 6c 6c 6f'), 'truncated', true, 'Hello'],
    ['a tail that was kept', hex('f2 48 cd c9 c9 07 00 00 00 ff ff'), 'trailing', true, 'Hello'],
    ['bytes after a final block', bytesOf(final('Hello'), hex('ff ff')), 'trailing', true, 'Hello'],
    ['a block that is cut after a final one', bytesOf(final('Hello'), hex('f2 48')), 'trailing', true, 'Hello'],
    ['a block that is cut', hex('f2 48 cd'), 'truncated', false, 'He'],
    ['a block of no known type', hex('07'), 'garbage', false, ''],
  ])('reads %s', (_what, payload, kind, whole, text) => {
    const reading = read(payload);
    expect(reading.fault?.kind).toBe(kind);
    expect(reading.whole).toBe(whole);
    expect(Buffer.from(reading.output).toString()).toBe(text);
  });

  it('stops at the cap, over final blocks too', () => {
    const long = deflateRawSync(Buffer.alloc(500, 'a'), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
    for (const payload of [long, bytesOf(final('a'.repeat(60)), final('a'.repeat(60)), [0])]) {
      const reading = read(payload, 100);
      expect(reading).toMatchObject({ fault: { kind: 'cap' } });
      expect(reading.output).toHaveLength(100);
    }
    expect(read(deflateRawSync(Buffer.alloc(5000, 'a')), 100)).toMatchObject({ fault: { kind: 'cap' }, whole: false });
    expect(read(bytesOf(final('a'), deflateRawSync(Buffer.alloc(5000, 'a'))), 100)).toMatchObject({
      fault: { kind: 'cap' },
    });
  });
});
