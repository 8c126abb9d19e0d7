import { describe, expect, it } from 'vitest';
import { encodeClosePayload, encodeFrame } from '../../src/protocol/frameEncoder.ts';
import { bytesOf, hex } from './recorder.ts';

const hello = bytesOf('Hello');
const shown = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').replace(/../g, '$& ').trimEnd();

describe('encodeFrame', () => {
  it.each([
    [{ opcode: 1, payload: hello }, '81 05 48 65 6c 6c 6f'],
    [{ opcode: 1, payload: hello, maskingKey: 0x37fa213d }, '81 85 37 fa 21 3d 7f 9f 4d 51 58'],
    [{ opcode: 9 }, '89 00'],
    [{ opcode: 0, fin: false }, '00 00'],
    [{ opcode: 0x1f, rsv1: true, rsv2: true, rsv3: true }, 'ff 00'],
    [{ opcode: 1, payload: hello, lengthForm: 16 }, '81 7e 00 05 48 65 6c 6c 6f'],
    [{ opcode: 1, payload: hello, lengthForm: 64 }, '81 7f 00 00 00 00 00 00 00 05 48 65 6c 6c 6f'],
    [{ opcode: 1, payload: hello, declaredLength: 3 }, '81 03 48 65 6c 6c 6f'],
    [{ opcode: 1, declaredLength: 127, lengthForm: 7 }, '81 7f'],
    [{ opcode: 1, declaredLength: 300 }, '81 7e 01 2c'],
    [{ opcode: 1, declaredLength: 300, lengthLittleEndian: true }, '81 7e 2c 01'],
    [{ opcode: 1, declaredLength: 65_536 }, '81 7f 00 00 00 00 00 01 00 00'],
    [{ opcode: 2, declaredLength: 0xffff_ffff_ffff_ffffn }, '82 7f ff ff ff ff ff ff ff ff'],
    [{ opcode: 1, payload: hello, maskingKey: 0, payloadMaskingKey: 0x37fa213d }, '81 85 00 00 00 00 7f 9f 4d 51 58'],
    [{ opcode: 1, payload: hello, maskingKey: 1, payloadAlreadyMasked: true }, '81 85 00 00 00 01 48 65 6c 6c 6f'],
  ] as const)('writes %o', (frame, expected) => {
    expect(shown(encodeFrame(frame))).toBe(expected);
  });

  it('chooses the shortest length form', () => {
    expect(
      [125, 126, 65_535, 65_536].map(
        (length) => encodeFrame({ opcode: 2, payload: new Uint8Array(length) }).length - length,
      ),
    ).toEqual([2, 4, 4, 10]);
  });
});

describe('encodeClosePayload', () => {
  it('writes code and reason, both as given', () => {
    expect(encodeClosePayload(undefined)).toHaveLength(0);
    expect(shown(encodeClosePayload(1000))).toBe('03 e8');
    expect(shown(encodeClosePayload(4001, 'ü'))).toBe('0f a1 c3 bc');
    expect(shown(encodeClosePayload(1000, hex('ff fe')))).toBe('03 e8 ff fe');
  });
});
