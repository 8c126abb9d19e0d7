import fc from 'fast-check';
import { expect, it } from 'vitest';
import { masked, maskInto } from '../../src/protocol/masking.ts';
import { bytesOf, hex } from './recorder.ts';

it('masks the example of RFC 6455 §5.7 and leaves its source alone', () => {
  const hello = bytesOf('Hello');
  expect(masked(hello, 0x37fa213d)).toEqual(Uint8Array.from(hex('7f 9f 4d 51 58')));
  expect(Buffer.from(hello).toString()).toBe('Hello');
});

it('is its own reverse, and does not depend on how the payload was cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(0xffffffff), fc.nat(70), (bytes, key, place) => {
      const whole = masked(bytes, key);
      expect(masked(whole, key)).toEqual(bytes);
      whole.forEach((byte, index) => expect(byte).toBe(bytes[index]! ^ ((key >>> (24 - 8 * (index % 4))) & 0xff)));
      const cut = Math.min(place, bytes.length);
      const target = new Uint8Array(bytes.length);
      maskInto(target, 0, bytes, 0, cut, key, 0);
      maskInto(target, cut, bytes, cut, bytes.length, key, cut);
      expect(target).toEqual(whole);
    }),
  );
});
